using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NeuralMemory.Web;

/// <summary>Serves the viewer's pages on this computer's loopback address, behind a token that only its address has.</summary>
public sealed class ViewServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ViewServer(WebApplication application, Uri address) => (_application, Address) = (application, address);

    /// <summary>The address of the first page, token included.</summary>
    public Uri Address { get; }

    /// <summary>Starts to serve.</summary>
    /// <param name="options">What to show.</param>
    /// <param name="token">Asks to stop starting.</param>
    public static async Task<ViewServer> StartAsync(ViewOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        string secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, options.Port ?? 0));
        builder.Services.AddSingleton(options);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        WebApplication application = builder.Build();
        application.Use((context, next) => context.Request.Path.StartsWithSegments($"/{secret}", out _)
            ? next(context)
            : Refuse(context));
        application.UsePathBase($"/{secret}");
        application.UseRouting();
        application.UseAntiforgery();
        application.MapGet("/_framework/blazor.web.js", () => Asset.Of("blazor.web.js"));
        application.MapGet("/assets/{name}", (string name) => Asset.Of(name));
        application.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        await application.StartAsync(token).ConfigureAwait(false);
        return new(application, new Uri($"{application.Urls.First()}/{secret}/"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _application.DisposeAsync().ConfigureAwait(false);

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
