-- With it, what an agent's sender signs by the private half of an Ed25519 pair is checked; null: HMAC only.
ALTER TABLE agents ADD COLUMN public_key text CHECK (public_key ~ '^whpk_[A-Za-z0-9+/]{43}=$');
