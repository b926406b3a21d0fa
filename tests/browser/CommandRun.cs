using System.Diagnostics;

namespace NeuralMemory.BrowserChecks;

/// <summary>The command as a process of its own.</summary>
internal sealed class CommandRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private CommandRun(Process process) => (_process, _errors) = (process, process.StandardError.ReadToEndAsync());

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has not ended.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts it.</summary>
    public static CommandRun Start(string command, string folder, params string[] arguments)
    {
        ProcessStartInfo start = new(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="CheckException">It failed.</exception>
    public static async Task<string> ToEndAsync(string command, string folder, params string[] arguments)
    {
        await using CommandRun run = Start(command, folder, arguments);
        string output = await run._process.StandardOutput.ReadToEndAsync();
        await run._process.WaitForExitAsync();
        Expect.True(run._process.ExitCode == 0, $"{string.Join(' ', arguments)} ended with {run._process.ExitCode}: {await run._errors}");
        return output;
    }

    /// <summary>The next line that it prints; null at its end.</summary>
    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync();

    /// <summary>What it has said of errors, when it has ended.</summary>
    public Task<string> ErrorsAsync() => _errors;

    /// <summary>Sends a signal, by the name that kill(1) has for it.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits until it ends.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(double seconds)
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(seconds));
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
