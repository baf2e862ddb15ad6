"""Torture test T14: a broker that holds its log key itself and lies, against the real client and the real witnesses.

Written from Protocol/audit-log.md, witness.md and broker-api.md; it shares no code with the broker that is tested
elsewhere, nor with the verifier that judges the evidence.
"""

from . import answers, claims, covered, honest, lasting, lies, restored, withheld

# What the broker does in each class; `honest` is the control.
CLASSES = {
    "fork-same-size": lies.fork_same,
    "fork-larger": lies.fork_larger,
    "rollback": lies.rollback,
    "drop": lies.drop,
    "insert": lies.insert,
    "reorder": lies.reorder,
    "edit-leaf": lies.edit_leaf,
    "freeze": withheld.freeze,
    "omit": withheld.omit,
    "renumber": claims.renumber,
    "receipt-time": claims.receipt_time,
    "take-back": claims.take_back,
    "another-end": claims.another_end,
    "bad-proof": answers.bad_proof,
    "wrong-key": answers.wrong_key,
    "garbage-lines": answers.garbage,
    "cosignature-time": answers.cosignature_time,
    "race": withheld.race,
    "restored-backup": restored.restored,
    "honest": honest.control,
}

# What was noticed stays noticed. Commands that run at the same time, so only by the real programs.
LASTING = {
    "hidden-proof": lasting.hidden_proof,
    "silence": lasting.silence,
    "list-without-end": lasting.list_without_end,
    "two-commands": lasting.two_commands,
    "error-on-question": covered.error_on_question,
    "honest-error": covered.honest_error,
    "second-page": covered.second_page,
    "slow-answers": covered.slow_answers,
    "switched-off": covered.switched_off,
    "missing-then-error": covered.missing_then_error,
    "sync-error": covered.sync_error,
    "no-log": covered.no_log,
}
