"""The promises that Maille keeps, in the tree of what keeps them."""
