/* What the kit calls itself. */
#ifndef IMCONFORM_KIT_H
#define IMCONFORM_KIT_H

#define KIT_NAME "imconform"
#define KIT_VERSION "0.1.0"
#define DEFAULT_PROFILE "windows-messenger"

#endif
