from wagtail.locks import BaseLock


class AfgeslotenLock(BaseLock):
    """Nobody changes what stands in a closed edition: a promise stays as it was worded."""

    def for_user(self, user):
        return True

    def get_message(self, user):
        return "Deze editie van de agenda is afgesloten. De belofte en de datums liggen vast."

    def get_locked_by(self, user):
        return "Vastgelegd"

    def get_description(self, user):
        return "Ga verder met dit punt in de nieuwe editie."
