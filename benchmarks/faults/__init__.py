"""Faults on purpose: does search lose anything, and does anybody notice?"""
