using System.ComponentModel;
using System.Diagnostics;

namespace NeuralMemory.Sweeps;

/// <summary>What one of Slurm's commands answered.</summary>
/// <param name="Code">Its exit code; null when there is no such command, or when it did not end in time.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Words">What it complained about, in one line without its name.</param>
internal sealed record SlurmAnswer(int? Code, string Output, string Words)
{
    /// <summary>Whether it did what it was asked to.</summary>
    public bool IsGood => Code == 0;

    /// <summary>Whether this machine has no such command.</summary>
    public bool IsMissing { get; init; }
}

/// <summary>Runs Slurm's commands. None of them is waited for longer than it may take.</summary>
/// <param name="folder">Where they are; null for where a shell finds them.</param>
internal sealed class SlurmTool(string? folder)
{
    private const int NoSuchFile = 2;

    /// <summary>Options that a user keeps in the environment for his own commands, and that would change the answers to ours.</summary>
    private static readonly string[] Misleading =
    [
        "SQUEUE_", "SBATCH_WAIT", "SBATCH_TEST_ONLY", "SBATCH_ARRAY_INX", "SBATCH_OPEN_MODE", "SLURM_ARRAY_", "SLURM_RESTART_COUNT",
        "SLURM_JOB",
    ];

    /// <summary>Runs a command.</summary>
    /// <param name="name">Its name, which is looked for where a shell looks.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="patience">How long it may take; then it is killed.</param>
    public SlurmAnswer Run(string name, IEnumerable<string> arguments, TimeSpan patience)
    {
        ProcessStartInfo start = new(folder is null ? name : Path.Combine(folder, name), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (string variable in start.Environment.Keys.ToArray())
            if (Misleading.Any(each => variable.StartsWith(each, StringComparison.Ordinal)))
                start.Environment.Remove(variable);
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(patience))
            {
                process.Kill(entireProcessTree: true);
                return new(null, "", FormattableString.Invariant($"{name} does not answer within {patience.TotalSeconds:0} s"));
            }

            return new(process.ExitCode, output.GetAwaiter().GetResult(), InOneLine(name, error.GetAwaiter().GetResult()));
        }
        catch (Win32Exception exception)
        {
            return new(null, "", $"{name} cannot be run: {exception.Message}") { IsMissing = exception.NativeErrorCode == NoSuchFile };
        }
    }

    private static string InOneLine(string name, string error)
    {
        IEnumerable<string> lines = error.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        string[] heads = [$"{name}: error: ", $"{name}: fatal: ", $"{name}: "];
        return string.Join("; ", lines.Select(line =>
            Array.Find(heads, head => line.StartsWith(head, StringComparison.Ordinal)) is { } head ? line[head.Length..] : line));
    }
}
