// What the stand-alone verifier has beside its Swift objects.

// Swift's library reads the command line from /proc, which an empty root does not have.
extern void _swift_stdlib_overrideUnsafeArgvArgc(char **arguments, int count);
extern int plomba_verify_main(int count, char **arguments);

int main(int count, char **arguments) {
    _swift_stdlib_overrideUnsafeArgvArgc(arguments, count);
    return plomba_verify_main(count, arguments);
}

// Stands for each call that libcrypto's sockets would ask the system for: the program cannot speak to a network even if
// something made it try. Which calls these are, `Tools/check-verifier` lists.
#define REFUSED(call) \
    void call(void) { __builtin_trap(); }

#pragma clang diagnostic ignored "-Wincompatible-library-redeclaration"

REFUSED(socket)
REFUSED(connect)
REFUSED(bind)
REFUSED(listen)
REFUSED(accept)
REFUSED(accept4)
REFUSED(send)
REFUSED(sendto)
REFUSED(sendmsg)
REFUSED(recv)
REFUSED(recvfrom)
REFUSED(recvmsg)
REFUSED(getaddrinfo)
REFUSED(gethostbyname)
REFUSED(gethostbyname_r)
