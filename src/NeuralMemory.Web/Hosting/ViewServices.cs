using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NeuralMemory.Web;

/// <summary>What the server is made of, with limits that keep it small.</summary>
internal static class ViewServices
{
    private const int MostConnections = 1024, LargestBody = 1 << 16, LargestMessage = 1 << 16, MostForgotten = 4;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    /// <summary>Adds it.</summary>
    public static void Add(WebApplicationBuilder builder, ViewOptions options, ServedFolder folder, ListeningSockets sockets)
    {
        builder.WebHost.UseKestrelCore().UseSockets(transport => transport.CreateBoundListenSocket = sockets.Of)
            .ConfigureKestrel(server =>
            {
                foreach (IPEndPoint address in sockets.Addresses)
                    server.Listen(address);
                server.AddServerHeader = false;
                server.Limits.MaxConcurrentConnections = MostConnections;
                server.Limits.MaxConcurrentUpgradedConnections = MostConnections / 2;
                server.Limits.MaxRequestBodySize = LargestBody;
            });
        IServiceCollection services = builder.Services;
        services.AddLogging(logging => logging.AddProvider(new ErrorReports(options.Tell)));
        services.AddRouting();
        services.AddSingleton<IHostLifetime, NoLifetime>();
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new ForgetfulKeys());
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitMaxRetained = MostForgotten;
            circuits.DisconnectedCircuitRetentionPeriod = Remembered;
            circuits.PersistedCircuitInMemoryMaxRetained = MostForgotten;
            circuits.PersistedCircuitInMemoryRetentionPeriod = Remembered;
        }).AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        services.AddSingleton<IAntiforgery, NoTokens>();
        services.AddSingleton(options);
        services.AddSingleton(folder);
        services.AddSingleton(TimeProvider.System);
        services.AddMemory(options.Engines);
        services.AddSingleton<RunStore>();
        services.AddSingleton<OpenTabs>();
        services.AddSingleton<CircuitHandler>(provider => provider.GetRequiredService<OpenTabs>());
    }

    /// <summary>The command decides when the server ends; it hears no signals by itself.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
