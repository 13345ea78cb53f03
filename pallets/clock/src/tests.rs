//! The clock over blocks of which some are paused.

use crate::{self as pallet_clock, PauseState, Pauses};
use frame_support::{derive_impl, parameter_types, traits::Hooks};
use sp_io::TestExternalities;
use sp_runtime::traits::BlockNumberProvider;

type Block = frame_system::mocking::MockBlock<Test>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Clock: pallet_clock,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
}

parameter_types! {
	/// Whether the market is paused.
	pub static IsPaused: bool = false;
}

/// The switch of the tests.
pub struct Switch;

impl Pauses for Switch {
	fn state() -> PauseState {
		PauseState { is_paused: IsPaused::get(), reads: 1 }
	}
}

impl crate::Config for Test {
	type Pauses = Switch;
}

fn advance(blocks: u64) {
	for _ in 0..blocks {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		Clock::on_initialize(next);
	}
}

#[test]
fn the_clock_should_be_the_block_number_when_nothing_was_paused() {
	TestExternalities::default().execute_with(|| {
		advance(7);
		assert_eq!((Clock::current_block_number(), Clock::paused()), (7, 0));
	});
}

#[test]
fn the_clock_should_stand_still_while_paused_and_then_go_on() {
	TestExternalities::default().execute_with(|| {
		advance(7);
		IsPaused::set(true);
		// The block in which it began counts.
		assert_eq!(Clock::current_block_number(), 7);
		advance(5);
		assert_eq!((Clock::current_block_number(), Clock::paused()), (7, 5));
		IsPaused::set(false);
		assert_eq!(Clock::current_block_number(), 7);
		advance(1);
		assert_eq!((Clock::current_block_number(), Clock::paused()), (8, 5));
	});
}

#[test]
fn a_paused_block_should_weigh_more() {
	TestExternalities::default().execute_with(|| {
		let open = Clock::on_initialize(1);
		IsPaused::set(true);
		let paused = Clock::on_initialize(2);
		IsPaused::set(false);
		assert!(paused.all_gte(open));
	});
}
