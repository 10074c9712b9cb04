# The site in a container: compose.yaml runs it beside PostgreSQL and Elasticsearch.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPATH=/srv/slimmernetwerk/site:/srv/slimmernetwerk/plugins:/srv/slimmernetwerk \
    DATA_DIR=/data
WORKDIR /srv/slimmernetwerk
COPY requirements/production.txt requirements/production.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/production.txt
COPY . .
# Whoever breaks into the site owns nothing but its data.
RUN useradd --uid 10001 --no-create-home slimmernetwerk \
    && install --directory --owner slimmernetwerk --mode 700 /data
USER slimmernetwerk
VOLUME /data
EXPOSE 8000
# The proxy before it is all that reaches this port: what it says of TLS is believed.
CMD ["waitress-serve", "--listen=0.0.0.0:8000", "--threads=4", "--trusted-proxy=*", "--trusted-proxy-headers=x-forwarded-proto", "slimmernetwerk.wsgi:application"]
