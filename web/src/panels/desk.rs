//! What of the workbench is open beside the diagram. It is not part of the document: it is
//! not undone, and a link does not hold it.

use crate::words::desk as words;
use std::rc::Rc;
use yew::Reducible;

/// The panels that share one place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tab {
    /// What is selected.
    #[default]
    Explain,
    /// All nodes at a moment.
    State,
    /// Clocks, causes and effects, frontiers.
    Order,
    /// Finding events, and searching all orders.
    Search,
}

impl Tab {
    /// All of them, with their names.
    pub const ALL: [(Tab, &'static str); 4] = [
        (Tab::Explain, words::EXPLAIN),
        (Tab::State, words::STATE),
        (Tab::Order, words::ORDER),
        (Tab::Search, words::SEARCH),
    ];
}

/// What lies over the diagram from the left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Drawer {
    /// Ready scenarios.
    Scenarios,
    /// The scenario text, or the log that is open.
    Code,
}

/// How much of a phone's screen the sheet takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Height {
    /// The name, three actions and a sentence.
    #[default]
    Low,
    /// The delay and the fields too.
    Middle,
    /// Almost the whole screen.
    Full,
}

impl Height {
    /// The name for the stylesheet.
    pub fn name(self) -> &'static str {
        match self {
            Height::Low => "low",
            Height::Middle => "middle",
            Height::Full => "full",
        }
    }

    /// The next height, and after the last the first.
    pub fn next(self) -> Height {
        match self {
            Height::Low => Height::Middle,
            Height::Middle => Height::Full,
            Height::Full => Height::Low,
        }
    }
}

/// What is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Desk {
    /// The tab.
    pub tab: Tab,
    /// The drawer, if one is open.
    pub drawer: Option<Drawer>,
    /// Whether all properties are listed.
    pub has_list: bool,
    /// On a phone: whether the changes are listed.
    pub has_changes: bool,
    /// On a phone: whether the sheet is open though nothing is selected.
    pub has_sheet: bool,
    /// On a phone: the height of the sheet.
    pub height: Height,
}

/// What can happen to it.
#[derive(Clone, Copy, Debug)]
pub enum DeskAction {
    /// Another tab; a sheet that is low grows.
    Tab(Tab),
    /// A drawer is opened, or the one that is open is closed.
    Drawer(Option<Drawer>),
    /// The list of properties is opened or closed.
    List(bool),
    /// The list of changes is opened or closed.
    Changes,
    /// The sheet of a phone takes another height.
    Height(Height),
    /// The sheet of a phone is opened or closed.
    Sheet(bool),
}

impl Reducible for Desk {
    type Action = DeskAction;

    fn reduce(self: Rc<Self>, action: DeskAction) -> Rc<Self> {
        let mut desk = *self;
        match action {
            DeskAction::Tab(tab) => {
                desk.tab = tab;
                if desk.height == Height::Low {
                    desk.height = Height::Middle;
                }
            }
            DeskAction::Drawer(drawer) => desk.drawer = drawer,
            DeskAction::List(has_list) => {
                (desk.has_list, desk.tab) = (has_list, Tab::Explain);
                (desk.has_sheet, desk.height) = (has_list, Height::Middle);
            }
            DeskAction::Changes => desk.has_changes = !desk.has_changes,
            DeskAction::Height(height) => desk.height = height,
            DeskAction::Sheet(has_sheet) => {
                (desk.has_sheet, desk.height) = (has_sheet, Height::Middle);
            }
        }
        Rc::new(desk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: &[DeskAction]) -> Desk {
        *actions.iter().fold(Rc::new(Desk::default()), |desk, action| desk.reduce(*action))
    }

    #[test]
    fn the_list_of_properties_stands_in_the_first_tab() {
        let desk = after(&[DeskAction::Tab(Tab::Search), DeskAction::List(true)]);
        assert_eq!((desk.tab, desk.has_list), (Tab::Explain, true));
    }

    #[test]
    fn a_sheet_that_is_low_grows_for_a_tab_and_a_high_one_stays() {
        assert_eq!(after(&[DeskAction::Tab(Tab::State)]).height, Height::Middle);
        let high = [DeskAction::Height(Height::Full), DeskAction::Tab(Tab::State)];
        assert_eq!(after(&high).height, Height::Full);
    }
}
