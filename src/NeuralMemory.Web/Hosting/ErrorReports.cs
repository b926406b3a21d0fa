using Microsoft.Extensions.Logging;
using NeuralMemory.Results;
using NeuralMemory.Yaml;

namespace NeuralMemory.Web;

/// <summary>Tells errors of the server in a line each; of all else that a server logs, nothing.</summary>
/// <param name="tell">Is told; null for nobody.</param>
internal sealed class ErrorReports(Action<string>? tell) : ILoggerProvider, ILogger
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => tell is not null && logLevel >= LogLevel.Error;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // What is a run's matter, or the end of a request, is told on its page.
        if (IsEnabled(logLevel) && exception is not (RunException or InvalidInputException or OperationCanceledException or IOException))
            tell!(exception is null ? formatter(state, null) : $"a page failed: {exception.Message} ({exception.GetType().Name})");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
