using System.Diagnostics;

namespace NeuralMemory.Torch.Tests;

/// <summary>Loads torch in a process of its own: see <see cref="Program"/>.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs it with a folder of libtorch, or none, and other variables of the environment.</summary>
    public static Outcome Load(string? libtorch = null, string[]? withheld = null, params (string Name, string Value)[] environment)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "NeuralMemory.Torch.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        ProcessStartInfo start = new(program, withheld ?? [])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Remove(TorchLibrary.Variable);
        if (libtorch is not null)
            start.Environment[TorchLibrary.Variable] = libtorch;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Patience), "the program does not end");
        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>What it said.</summary>
    internal sealed record Outcome(int ExitCode, string Out, string Error)
    {
        /// <summary>A value that it printed.</summary>
        public string this[string name] =>
            Out.Split('\n').Single(line => line.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..].Trim();

        /// <summary>Fails unless torch was loaded and computes.</summary>
        public Outcome ExpectWorking()
        {
            Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Out}\n{Error}");
            Assert.Equal("6", this["sum"]);
            Assert.Equal("", Error);
            return this;
        }

        /// <summary>Fails unless one sentence was said that has these parts.</summary>
        public void ExpectProblem(params string[] parts)
        {
            Assert.True(ExitCode == 3, $"exit code {ExitCode}\n{Out}\n{Error}");
            // Nothing of TorchSharp's own pages, and no stack trace.
            Assert.Equal("", Out);
            string sentence = Error.TrimEnd();
            Assert.DoesNotContain('\n', sentence);
            Assert.EndsWith(".", sentence, StringComparison.Ordinal);
            foreach (string part in parts)
                Assert.Contains(part, sentence, StringComparison.Ordinal);
        }
    }
}
