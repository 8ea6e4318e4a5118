"""Signatures of requests as botocore makes them.

Usage: python3 botocore-sign.py REQUESTS   (JSON: a list of service, region, method, url, headers, body, at, credentials)
Prints the headers of each, as a JSON list.
"""

import datetime
import json
import sys

import botocore.auth
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

signed = []
for given in json.loads(sys.argv[1]):
    at = datetime.datetime.fromisoformat(given["at"].replace("Z", "+00:00"))
    botocore.auth.get_current_datetime = lambda at=at: at
    request = AWSRequest(given["method"], given["url"], headers=given["headers"], data=given.get("body"))
    kind = S3SigV4Auth if given["service"] == "s3" else SigV4Auth
    kind(Credentials(*given["credentials"]), given["service"], given["region"]).add_auth(request)
    signed.append({name.lower(): value for name, value in request.headers.items()})
print(json.dumps(signed))
