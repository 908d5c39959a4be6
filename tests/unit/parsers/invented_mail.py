"""E-mails made for tests; every body, person and number in them is invented."""

from email.message import EmailMessage

TEXT = """The Office of Fair Contracts of Lantern Bay today charged two clerks of the harbour office
with taking gifts from a builder. The hearing is set for 3 May in the district court of the
town, as the Office’s Director, Ms Ada Ferrow, told the press this morning.

“Nobody who builds our quays should have to pay twice,” she said.
"""
FOOT = """
--\x20
Press office, Office of Fair Contracts
Tel. 020 555 0147
"""


def mail(
    text: str | None = TEXT,
    html: str | None = None,
    *,
    subject: str = "Two clerks charged in the harbour case",
    date: str = "Thu, 14 Mar 2024 23:30:00 -0400",
    charset: str = "utf-8",
    **headers: str,
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Office of Fair Contracts <press@fair.example>"
    message["To"] = "journalists@fair.example"
    message["Subject"] = subject
    message["Date"] = date
    message["Message-ID"] = "<20240314.1@fair.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text, charset=charset)
    if html is not None:
        if text is None:
            message.set_content(html, subtype="html")
        else:
            message.add_alternative(html, subtype="html")
    return message


def release_mail() -> bytes:
    return mail(TEXT + FOOT, date="Thu, 14 Mar 2024 10:30:00 +0000").as_bytes()
