using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace NeuralMemory.Web;

/// <summary>
/// Who is let in: a request to this computer by its own name, from no other site, with the token as the first part of its path. A page of
/// another site that makes a name of its own lead here (DNS rebinding) is refused by the name; one that guesses the port, by the token.
/// </summary>
/// <param name="port">The port.</param>
/// <param name="secret">The token.</param>
/// <param name="page">The first page, below the token.</param>
internal sealed class Gate(int port, string secret, string page)
{
    /// <summary>The page's own scripts and styles alone; only attributes may be inline styles, as drawings have them.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
        + "img-src 'self' data: blob:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

    private const int SecretBytes = 16;

    private string? _ticket;

    private readonly byte[] _secret = Encoding.ASCII.GetBytes(secret);
    private readonly string[] _hosts = [.. ((string[])["127.0.0.1", "localhost", "[::1]"]).SelectMany(name => NamesOf(name, port))];

    /// <summary>
    /// Makes an address that leads to the first page once and has not the token in it: other users of the computer can read what programs
    /// are started with.
    /// </summary>
    public string CreateTicket() => _ticket = NewSecret();

    /// <summary>A secret that nobody guesses.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Lets a request in, or answers why not.</summary>
    public Task PassAsync(HttpContext context, RequestDelegate next)
    {
        AddHeaders(context.Response.Headers);
        HttpRequest request = context.Request;
        string host = request.Headers.Host.ToString();
        if (!_hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
            return PlainPage.WriteAsync(context, StatusCodes.Status421MisdirectedRequest, "Another address",
                "This server answers to 127.0.0.1 and localhost with its port alone. Use the address that the command printed.");
        if (!IsOwn(request.Headers.Origin.ToString(), host)
            || request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "none" or "same-origin"))
            return PlainPage.WriteAsync(context, StatusCodes.Status403Forbidden, "From another site",
                "The request comes from a page of another site. Paste the address that the command printed into the address bar.");
        if (!IsRead(request) && !IsOfSocket(request))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return PlainPage.WriteAsync(
                context, StatusCodes.Status405MethodNotAllowed, "Not that way", "Pages are read here, and nothing else.");
        }

        if (HttpMethods.IsGet(request.Method) && IsTicket(request.Path))
        {
            context.Response.Redirect($"/{secret}/{page}");
            return Task.CompletedTask;
        }

        // All that answers GET answers HEAD: the server sends no body to whoever asked so.
        if (HttpMethods.IsHead(request.Method))
            request.Method = HttpMethods.Get;
        return Is(request.Path, _secret) ? next(context)
            : PlainPage.WriteAsync(context, StatusCodes.Status404NotFound, "Nothing is here",
                "The address is not complete, or of a server that has ended. Use the whole address that the command printed.");
    }

    private static IEnumerable<string> NamesOf(string name, int port) => port == 80 ? [name, $"{name}:80"] : [$"{name}:{port}"];

    /// <summary>Whether what a browser says of the page that asks is this server; programs that are no browser say nothing.</summary>
    private static bool IsOwn(string origin, string host) =>
        origin.Length == 0 || string.Equals(origin, $"http://{host}", StringComparison.OrdinalIgnoreCase);

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>What a page's connection to the server sends where it has no socket, and when it ends.</summary>
    private static bool IsOfSocket(HttpRequest request) =>
        (HttpMethods.IsPost(request.Method) || HttpMethods.IsDelete(request.Method))
        && request.Path.Value?.Split('/', 3) is [_, _, var rest]
        && (rest == "_blazor" || rest.StartsWith("_blazor/", StringComparison.Ordinal));

    private bool IsTicket(PathString path) => Volatile.Read(ref _ticket) is { } ticket && Is(path, Encoding.ASCII.GetBytes(ticket))
        && Interlocked.CompareExchange(ref _ticket, null, ticket) == ticket;

    /// <summary>Whether a path begins with a secret; told in the same time for every wrong one.</summary>
    private static bool Is(PathString path, byte[] wanted)
    {
        string first = path.Value is ['/', .. var rest] ? rest.Split('/', 2)[0] : "";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(first), wanted);
    }

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
    }
}
