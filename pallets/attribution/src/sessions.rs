//! Sessions: opening, topping up and closing.

use crate::{types::Session, Config, Error, Event, NextSession, Pallet, Sessions};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use openledger_primitives::{
	traits::{ModelRegistry, ProviderRegistry},
	AccountId, Balance, BlockNumber, ModelId, SessionId,
};
use sp_runtime::{traits::BlockNumberProvider, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// Returns the market's time, in blocks: it stands still while the market is paused.
	pub(crate) fn now() -> BlockNumber {
		T::Clock::current_block_number().saturated_into()
	}

	/// Opens a session.
	pub(crate) fn do_open(
		user: AccountId,
		model: ModelId,
		provider: AccountId,
		deposit: Balance,
	) -> DispatchResult {
		let price = T::Models::price(model).ok_or(Error::<T>::NotListed)?;
		ensure!(T::Providers::is_provider(&provider), Error::<T>::UnknownProvider);
		ensure!(deposit >= T::MinDeposit::get(), Error::<T>::DepositTooSmall);
		let id = NextSession::<T>::get();
		let next = id.checked_add(1).ok_or(Error::<T>::Overflow)?;

		Self::hold_deposit(&user, deposit)?;
		NextSession::<T>::put(next);
		let session = Session {
			user: user.clone(),
			provider: provider.clone(),
			model,
			price,
			deposited: deposit,
			settled: 0,
			closing_at: None,
			settlements: 0,
		};
		Sessions::<T>::insert(id, session);
		Self::deposit_event(Event::SessionOpened { session: id, user, provider, model, deposit });
		Ok(())
	}

	/// Adds to the deposit of a session.
	pub(crate) fn do_top_up(user: &AccountId, id: SessionId, amount: Balance) -> DispatchResult {
		let mut session = Sessions::<T>::get(id).ok_or(Error::<T>::UnknownSession)?;
		ensure!(session.user == *user, Error::<T>::NotTheUser);
		ensure!(session.closing_at.is_none(), Error::<T>::Closing);
		ensure!(amount > 0, Error::<T>::NothingGiven);
		session.deposited = session.deposited.checked_add(amount).ok_or(Error::<T>::Overflow)?;

		Self::hold_deposit(user, amount)?;
		let deposited = session.deposited;
		Sessions::<T>::insert(id, session);
		Self::deposit_event(Event::ToppedUp { session: id, amount, deposited });
		Ok(())
	}

	/// Closes a session at once, or starts its grace period.
	pub(crate) fn do_close(who: &AccountId, id: SessionId) -> DispatchResult {
		let mut session = Sessions::<T>::get(id).ok_or(Error::<T>::UnknownSession)?;
		let now = Self::now();
		if session.is_over(now) || session.left() == 0 || T::Providers::acts_for(who, &session.provider) {
			return Self::finish(id, &session);
		}
		ensure!(session.user == *who && session.closing_at.is_none(), Error::<T>::NotYet);
		let at = now.checked_add(T::GracePeriod::get()).ok_or(Error::<T>::Overflow)?;
		session.closing_at = Some(at);
		Sessions::<T>::insert(id, session);
		Self::deposit_event(Event::SessionClosing { session: id, at });
		Ok(())
	}

	fn finish(id: SessionId, session: &Session) -> DispatchResult {
		let released = session.left();
		if released > 0 {
			Self::release_deposit(&session.user, released)?;
		}
		Sessions::<T>::remove(id);
		Self::deposit_event(Event::SessionClosed { session: id, released });
		Ok(())
	}
}
