"""Verbs that are denied by what stands at another: "has not urged restraint or | called for a truce", "can neither confirm nor | deny"."""

from __future__ import annotations

from graph_builder.text.cues.rows import CueReader

__all__ = ["DeniedVerbs"]

_SUBJECTS = frozenset({"we", "i", "they", "he", "she"})


class DeniedVerbs(CueReader):
    """Such verbs of one segment."""

    def _is_denied_with_another(self, first: int) -> bool:
        """Whether a verb is joined by "or" to one that is denied, in the same clause."""
        joint = self.g.back_over_adverbs(first)[0]
        if self.g.low(joint) != "or":
            return False
        for at in range(joint - 1, max(joint - 14, 0), -1):
            token = self.g.tokens[at]
            if not token.is_word or self.g.is_in(at, "subordinators") or token.low in _SUBJECTS:
                return False
            if token.low.endswith("n't") or (
                self.g.low(at) == "not"
                and (self.g.is_be(at - 1) or self.g.is_have(at - 1) or self.g.is_modal_or_do(at - 1))
            ):
                return True
        return False

    def _is_left_open(self, joint: int) -> bool:
        """Whether it is said that something is neither confirmed nor denied: "has not confirmed | or denied"."""
        joined = self.g.low(joint) in {"or", "nor"} and joint + 1 < len(self.g.tokens)
        return joined and {"confirm", "deny"} <= self.g.tokens[joint - 1].verbs | self.g.tokens[joint + 1].verbs
