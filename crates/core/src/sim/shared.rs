//! Parts of a configuration that its copies share until one of them changes it.

use std::fmt::{Debug, Formatter};
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// A value that its copies share. A copy costs nothing; a change is made in place where
/// nobody else has the value, and otherwise on a copy of it.
pub struct Shared<T>(Arc<Named<T>>);

#[derive(Clone)]
struct Named<T> {
    /// 128 bits that tell the value from others, or 0 while nobody has asked for them.
    name: u128,
    value: T,
}

impl<T> Shared<T> {
    /// A value that nobody shares yet.
    pub fn new(value: T) -> Shared<T> {
        Shared(Arc::new(Named { name: 0, value }))
    }
}

impl<T: Clone + Eq> Shared<T> {
    /// Changes the value. What others share stays as it is, and what a change leaves as it
    /// was is still shared.
    pub fn change<R>(&mut self, change: impl FnOnce(&mut T) -> R) -> R {
        if let Some(own) = Arc::get_mut(&mut self.0) {
            own.name = 0;
            return change(&mut own.value);
        }
        let mut value = self.0.value.clone();
        let result = change(&mut value);
        if value != self.0.value {
            *self = Shared::new(value);
        }
        result
    }
}

impl<T: Clone> Shared<T> {
    /// The value, or a copy of it where others have it too.
    pub fn into_inner(self) -> T {
        Arc::unwrap_or_clone(self.0).value
    }

    /// Shares it with nobody any more, so that it is changed in place from now on.
    pub fn own(&mut self) {
        Arc::make_mut(&mut self.0);
    }
}

#[cfg(feature = "search")]
impl<T: Clone> Shared<T> {
    /// Gives the value its name, if it has none, so that all who share it know it.
    pub fn identify(&mut self, name: impl FnOnce(&T) -> u128) {
        if self.0.name == 0 {
            let named = Arc::make_mut(&mut self.0);
            named.name = name(&named.value);
        }
    }

    /// The name that [`Self::identify`] gave it.
    pub fn name(&self) -> u128 {
        debug_assert!(self.0.name != 0, "what is compared by its name has one");
        self.0.name
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Arc::clone(&self.0))
    }

    /// Most parts of a copy that is used again are those that it has already.
    fn clone_from(&mut self, other: &Self) {
        if !Arc::ptr_eq(&self.0, &other.0) {
            self.0 = Arc::clone(&other.0);
        }
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.value
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.value == other.0.value
    }
}

impl<T: Eq> Eq for Shared<T> {}

impl<T: Hash> Hash for Shared<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.value.hash(state);
    }
}

impl<T: Debug> Debug for Shared<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        self.0.value.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_seen_by_nobody_else() {
        let mut one = Shared::new(vec![1]);
        let other = one.clone();
        one.change(|value| value.push(2));
        assert_eq!((&*one, &*other), (&vec![1, 2], &vec![1]));
    }

    #[test]
    fn what_stays_as_it_was_is_still_shared() {
        let mut one = Shared::new(vec![1]);
        let other = one.clone();
        assert_eq!(one.change(|value| value.pop()), Some(1));
        assert!(!Arc::ptr_eq(&one.0, &other.0));
        let mut same = other.clone();
        same.change(|value| value[0] = 1);
        assert!(Arc::ptr_eq(&same.0, &other.0));
    }

    #[test]
    fn what_is_owned_is_shared_with_nobody() {
        let mut one = Shared::new(vec![1]);
        let other = one.clone();
        one.own();
        assert!(one == other && !Arc::ptr_eq(&one.0, &other.0));
    }

    #[cfg(feature = "search")]
    #[test]
    fn a_change_takes_the_name() {
        let mut one = Shared::new(7_u8);
        one.identify(|value| u128::from(*value));
        assert_eq!((one.name(), one.clone().name()), (7, 7));
        one.change(|value| *value = 8);
        one.identify(|value| u128::from(*value));
        assert_eq!(one.name(), 8);
    }
}
