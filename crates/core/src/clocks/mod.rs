//! Clocks as lenses: computed from any trace, when somebody looks.
