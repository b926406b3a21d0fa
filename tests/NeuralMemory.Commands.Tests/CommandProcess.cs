using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NeuralMemory.Commands.Tests;

/// <summary>The built command as a process of its own, as a user runs it.</summary>
internal sealed class CommandProcess : IDisposable
{
    public const string Interrupt = "INT", Terminate = "TERM", HangUp = "HUP";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new(), _error = new();

    private CommandProcess(Process process) => _process = process;

    /// <summary>The command's file.</summary>
    public static string Executable =>
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "neuralmemory.exe" : "neuralmemory");

    /// <summary>Runs a command to its end.</summary>
    public static Outcome Run(string folder, params string[] arguments)
    {
        using CommandProcess process = Start(folder, arguments);
        return process.Wait();
    }

    /// <summary>Runs a command to its end with a variable in its environment.</summary>
    public static Outcome RunWith(string variable, string value, string folder, params string[] arguments)
    {
        using CommandProcess process = StartProgram(Executable, folder, (variable, value), arguments);
        return process.Wait();
    }

    /// <summary>Starts a command.</summary>
    public static CommandProcess Start(string folder, params string[] arguments) => StartProgram(Executable, folder, arguments);

    /// <summary>Starts a command that hears a hang-up also where the tests themselves were started to ignore it, as by nohup.</summary>
    public static CommandProcess StartHearing(string folder, params string[] arguments) => OperatingSystem.IsLinux()
        ? StartProgram("env", folder, [$"--default-signal={HangUp}", Executable, .. arguments])
        : Start(folder, arguments);

    /// <summary>Starts a program that becomes the command.</summary>
    public static CommandProcess StartProgram(string program, string folder, params string[] arguments) =>
        StartProgram(program, folder, variable: null, arguments);

    private static CommandProcess StartProgram(
        string program, string folder, (string Name, string Value)? variable, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.Environment.Remove(Failure.DebugVariable);
        if (variable is { } set)
            start.Environment[set.Name] = set.Value;
        CommandProcess process = new(Process.Start(start)!);
        process._process.StandardInput.Close();
        process._process.ErrorDataReceived += (_, line) =>
        {
            lock (process._error)
                process._error.Append(line.Data is null ? "" : line.Data + "\n");
        };
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Reads output until a line holds a text; that line, or null if the output ended without it.</summary>
    public string? ReadUntil(string text)
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            _output.Append(line).Append('\n');
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }

        return null;
    }

    /// <summary>Waits until it has said something on standard error.</summary>
    public void AwaitError(string text)
    {
        Assert.True(SpinWait.SpinUntil(HasSaid, Patience), $"it does not say '{text}'");

        bool HasSaid()
        {
            lock (_error)
                return _error.ToString().Contains(text, StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// The names of the files that it has loaded so far: the program, native libraries and, where the system tells, assemblies.
    /// </summary>
    public IReadOnlySet<string> LoadedFiles => (OperatingSystem.IsLinux()
        ? File.ReadLines($"/proc/{_process.Id}/maps").Select(line => line[(line.LastIndexOf('/') + 1)..])
        : _process.Modules.Cast<ProcessModule>().Select(module => Path.GetFileName(module.FileName))).ToHashSet();

    /// <summary>Stops listening, as <c>head</c> does.</summary>
    public void CloseOutput() => _process.StandardOutput.Close();

    /// <summary>Sends a signal.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-s", name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Ends the process without asking it (SIGKILL).</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for the end.</summary>
    public Outcome Wait()
    {
        try
        {
            _output.Append(_process.StandardOutput.ReadToEnd());
        }
        catch (ObjectDisposedException)
        {
        }

        Assert.True(_process.WaitForExit(Patience), "the command does not end");
        _process.WaitForExit();
        lock (_error)
            return new(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
