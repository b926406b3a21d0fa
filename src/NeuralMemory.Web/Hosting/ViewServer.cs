using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NeuralMemory.Results;

namespace NeuralMemory.Web;

/// <summary>Serves the viewer's pages on this computer's loopback address, behind a token that only its address has.</summary>
public sealed class ViewServer : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromMilliseconds(500);

    private readonly WebApplication _application;
    private readonly ListeningSockets _sockets;
    private readonly Gate _gate;

    private ViewServer(WebApplication application, ListeningSockets sockets, Gate gate, Uri address) =>
        (_application, _sockets, _gate, Address) = (application, sockets, gate, address);

    /// <summary>The address of the first page, token included.</summary>
    public Uri Address { get; }

    /// <summary>
    /// An address that leads to the first page once, without the token: for a browser's command line, which others can read. Each one
    /// ends the one before.
    /// </summary>
    public Uri CreateTicket() => new(Address, $"/{_gate.CreateTicket()}");

    /// <summary>Starts to serve.</summary>
    /// <param name="options">What to show.</param>
    /// <param name="token">Asks to stop starting.</param>
    /// <exception cref="RunException">There is no such folder, or the port is taken.</exception>
    public static async Task<ViewServer> StartAsync(ViewOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ServedFolder folder = ServedFolder.Open(options.Folder);
        ListeningSockets sockets = ListeningSockets.Bind(options.Port);
        try
        {
            string secret = Gate.NewSecret(), page = folder.IsRun ? $"run?name={ServedFolder.Itself}" : "";
            Gate gate = new(sockets.Port, secret, page);
            // Empty: no file or variable of the user's other web programs has a say.
            WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
            ViewServices.Add(builder, options, folder, sockets);
            WebApplication application = builder.Build();
            Route(application, gate, secret);
            await application.StartAsync(token).ConfigureAwait(false);
            return new(application, sockets, gate, new Uri($"http://{IPAddress.Loopback}:{sockets.Port}/{secret}/{page}"));
        }
        catch
        {
            sockets.Dispose();
            throw;
        }
    }

    /// <summary>Stops, whoever looks at a page; soon.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource late = new(LongestStop);
        await _application.StopAsync(late.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        _sockets.Dispose();
    }

    private static void Route(WebApplication application, Gate gate, string secret)
    {
        application.Use(gate.PassAsync);
        application.Use(application.Services.GetRequiredService<OpenTabs>().PassAsync);
        application.UsePathBase($"/{secret}");
        application.UseRouting();
        application.UseAntiforgery();
        application.MapGet("/_framework/blazor.web.js", () => Asset.Of("blazor.web.js"));
        application.MapGet("/assets/{name}", (string name) => Asset.Of(name));
        application.MapMemory();
        application.MapRazorComponents<App>().AddInteractiveServerRenderMode().DisableAntiforgery();
        application.MapFallback(context => PlainPage.WriteAsync(context, StatusCodes.Status404NotFound, "There is no such page",
            "The first page, at the address that the command printed, leads to all others."));
    }
}
