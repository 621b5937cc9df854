//! The language of scenarios: parsing, its exact inverse, links.
