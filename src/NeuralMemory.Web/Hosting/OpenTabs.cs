using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;

namespace NeuralMemory.Web;

/// <summary>Counts the tabs that are open, so that one too many is told so instead of taking memory from the others.</summary>
internal sealed class OpenTabs : CircuitHandler
{
    /// <summary>As many as are served.</summary>
    public const int Most = 240;

    private int _count;

    /// <inheritdoc/>
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Interlocked.Decrement(ref _count);
        return Task.CompletedTask;
    }

    /// <summary>Lets a request in unless it asks for a page and there are too many.</summary>
    public Task PassAsync(HttpContext context, RequestDelegate next) =>
        Volatile.Read(ref _count) >= Most && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
            ? PlainPage.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many tabs",
                $"{Most} tabs of this viewer are open, which is as many as it serves. Close some and load this page again.")
            : next(context);
}
