"""Events (bijeenkomsten): cafés, workshops and webinars, coming and past."""
