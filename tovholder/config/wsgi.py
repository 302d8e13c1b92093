import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tovholder.config.settings")
application = get_wsgi_application()

# A page makes many small things and drops them all when it is sent. Going through what the program itself consists of
# after every few pages took a sixth of their time.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
