#![doc = include_str!("../README.md")]

pub mod books;
pub mod genesis;
pub mod people;

use frame_benchmarking::Benchmarking;
use frame_support::traits::{
	GetCallName,
	fungible::{Inspect, InspectHold},
};
use frame_system::RawOrigin;
use openledger_primitives::{Balance, Name, Signature, worker_key};
use pallet_balances::AccountData;
use sp_core::sr25519;
use sp_io::TestExternalities;
use sp_runtime::{
	BuildStorage, DispatchResult, MultiSigner, TryRuntimeError,
	traits::{Dispatchable, One},
};

/// Worker keys as a runtime presents them.
pub struct WorkerAuthority;

impl frame_system::offchain::AppCrypto<MultiSigner, Signature> for WorkerAuthority {
	type RuntimeAppPublic = worker_key::Public;
	type GenericSignature = sr25519::Signature;
	type GenericPublic = sr25519::Public;
}

/// A mock runtime whose accounts own OPEN.
pub trait TestRuntime:
	frame_system::Config<AccountData = AccountData<Balance>> + pallet_balances::Config<Balance = Balance>
{
}

impl<T> TestRuntime for T where
	T: frame_system::Config<AccountData = AccountData<Balance>> + pallet_balances::Config<Balance = Balance>
{
}

/// Returns the genesis of the balances pallet in which each account owns the planck beside it.
pub fn balances<T: TestRuntime>(
	owners: impl IntoIterator<Item = (T::AccountId, Balance)>,
) -> pallet_balances::GenesisConfig<T> {
	pallet_balances::GenesisConfig { balances: owners.into_iter().collect(), ..Default::default() }
}

/// Builds a genesis and returns its state at block 1, where events are recorded.
pub fn externalities<T: TestRuntime>(genesis: impl BuildStorage) -> TestExternalities {
	let mut ext = TestExternalities::from(genesis.build_storage().expect("the genesis is well-formed"));
	ext.execute_with(|| frame_system::Pallet::<T>::set_block_number(One::one()));
	ext
}

/// Runs a test, then checks every invariant of the pallet and that no OPEN was made or lost.
pub fn execute<T: TestRuntime>(
	mut ext: TestExternalities,
	invariants: fn() -> Result<(), TryRuntimeError>,
	test: impl FnOnce(),
) {
	ext.execute_with(|| {
		let issued = pallet_balances::Pallet::<T>::total_issuance();
		test();
		check_books::<T>(issued, invariants);
	});
}

/// Checks every invariant of the pallet, and that issuance and the sum of all balances are `issued`.
pub fn check_books<T: TestRuntime>(issued: Balance, invariants: fn() -> Result<(), TryRuntimeError>) {
	assert_eq!(invariants(), Ok(()), "an invariant is broken");
	assert_eq!(pallet_balances::Pallet::<T>::total_issuance(), issued, "total issuance changed");
	let sum: Balance = frame_system::Account::<T>::iter_values()
		.map(|account| account.data.free + account.data.reserved)
		.sum();
	assert_eq!(sum, issued, "the balances do not add up to the issuance");
}

/// Sends a call as a transaction would: a refusal leaves no trace.
pub fn dispatch<T: TestRuntime>(who: T::AccountId, call: impl Into<T::RuntimeCall>) -> DispatchResult {
	let call: T::RuntimeCall = call.into();
	call.dispatch(RawOrigin::Signed(who).into()).map(|_| ()).map_err(|refusal| refusal.error)
}

/// Returns the planck that an account has on hold for a reason.
pub fn held<T: TestRuntime>(reason: impl Into<T::RuntimeHoldReason>, who: &T::AccountId) -> Balance {
	pallet_balances::Pallet::<T>::balance_on_hold(&reason.into(), who)
}

/// Returns the planck that several accounts together have on hold for a reason.
pub fn total_held<T: TestRuntime>(
	reason: impl Into<T::RuntimeHoldReason>,
	accounts: &[T::AccountId],
) -> Balance {
	let reason = reason.into();
	accounts.iter().map(|who| pallet_balances::Pallet::<T>::balance_on_hold(&reason, who)).sum()
}

/// Returns the planck that several accounts own together, free and on hold.
pub fn everyone<T: TestRuntime>(accounts: &[T::AccountId]) -> Balance {
	accounts.iter().map(<pallet_balances::Pallet<T> as Inspect<T::AccountId>>::total_balance).sum()
}

/// Checks that every call has a benchmark of its name, and that the pallet's README lists it.
///
/// `parts` names the calls that are measured in several ways, each with its benchmarks.
pub fn check_calls<Call: GetCallName, Pallet: Benchmarking>(readme: &str, parts: &[(&str, &[&str])]) {
	let benchmarks = Pallet::benchmarks(true);
	let is_measured = |name: &str| benchmarks.iter().any(|benchmark| benchmark.name == name.as_bytes());
	for call in Call::get_call_names() {
		let whole = [*call];
		let names = parts.iter().find(|(of, _)| of == call).map_or(&whole[..], |(_, names)| names);
		for name in names {
			assert!(is_measured(name), "`{call}` has no benchmark `{name}`: add it to benchmarking.rs");
		}
		let listed = readme.contains(&format!("| `{call}("));
		assert!(listed, "`{call}` is not in the table of calls: add it to the pallet's README");
	}
}

/// Turns text into a bounded name.
///
/// # Panics
///
/// Panics if the text is longer than a name may be.
pub fn name(text: &str) -> Name {
	text.as_bytes().to_vec().try_into().expect("the text is short enough for a name")
}
