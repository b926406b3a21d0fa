using System.ComponentModel;
using System.Diagnostics;

namespace NeuralMemory.Results;

/// <summary>Asks git about the sources that a program was built from.</summary>
internal static class WorkTree
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether tracked files differ from <paramref name="commit"/>; null if <paramref name="folder"/> is in no work tree at that commit, or
    /// git is not there or does not answer.
    /// </summary>
    public static bool? IsDirty(string folder, string commit) =>
        Git(folder, "rev-parse", "HEAD")?.Trim() == commit && Git(folder, "status", "--porcelain", "--untracked-files=no") is { } changes
            ? changes.Length > 0
            : null;

    private static string? Git(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("git", ["-C", folder, "--no-optional-locks", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        try
        {
            using Process git = Process.Start(start)!;
            git.StandardInput.Close();
            Task<string> output = git.StandardOutput.ReadToEndAsync();
            git.ErrorDataReceived += (_, _) => { };
            git.BeginErrorReadLine();
            if (!git.WaitForExit(Patience))
            {
                git.Kill();
                return null;
            }

            return git.ExitCode == 0 ? output.GetAwaiter().GetResult() : null;
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            return null;
        }
    }
}
