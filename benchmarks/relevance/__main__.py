"""`python -m benchmarks.relevance`."""

from benchmarks.relevance.run import main

if __name__ == "__main__":
    main()
