using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace NeuralMemory.Results;

/// <summary>
/// Asks git about sources, on another thread: where it looks through many files, a run need not wait. It answers within two seconds, or
/// not at all; where it fails, nothing else does.
/// </summary>
internal static class WorkTree
{
    /// <summary>The longest patch that is kept, in bytes.</summary>
    internal const int MostPatch = 1 << 20;

    /// <summary>How many untracked files are named, and the most bytes that are read of their names.</summary>
    internal const int MostUntracked = 100;

    private const int MostAnswer = 1 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Whether tracked files differ from <paramref name="commit"/>; null if <paramref name="folder"/> is in no work tree at that commit, or
    /// git is not there or does not answer.
    /// </summary>
    public static Task<bool?> IsDirtyAsync(string folder, string commit) =>
        // To ask git takes longer than to look.
        IsInWorkTree(folder) ? Task.Run(() => AskWhetherDirtyAsync(folder, commit)) : Task.FromResult<bool?>(null);

    /// <summary>
    /// What differs from the last commit in the work tree around a folder; null where there is none, or git is not there or does not
    /// answer.
    /// </summary>
    public static Task<WorkTreeChanges?> ChangesInAsync(string folder) =>
        IsInWorkTree(folder) ? Task.Run(() => AskForChangesAsync(folder)) : Task.FromResult<WorkTreeChanges?>(null);

    private static async Task<bool?> AskWhetherDirtyAsync(string folder, string commit)
    {
        using CancellationTokenSource patience = new(Patience);
        Task<Answer?>[] answers =
        [
            AskAsync(folder, MostAnswer, patience.Token, "rev-parse", "HEAD"),
            AskAsync(folder, MostAnswer, patience.Token, "status", "--porcelain", "--untracked-files=no"),
        ];
        Answer?[] all = await Task.WhenAll(answers).ConfigureAwait(false);
        return Text(all[0])?.Trim() == commit && all[1] is { } changes ? changes.Bytes.Length > 0 : null;
    }

    private static async Task<WorkTreeChanges?> AskForChangesAsync(string folder)
    {
        using CancellationTokenSource patience = new(Patience);
        Task<Answer?>[] answers =
        [
            AskAsync(folder, MostAnswer, patience.Token, "rev-parse", "HEAD"),
            // Whatever the user has set for his eyes: the patch is to be applied.
            AskAsync(folder, MostPatch, patience.Token, "diff", "HEAD", "--no-color", "--no-ext-diff", "--no-textconv",
                "--src-prefix=a/", "--dst-prefix=b/"),
            AskAsync(folder, MostAnswer, patience.Token, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/"),
        ];
        Answer?[] all = await Task.WhenAll(answers).ConfigureAwait(false);
        if (Text(all[0])?.Trim() is not { Length: > 0 } commit || all[1] is not { } patch)
            return null;
        string[] untracked = Text(all[2])?.Split('\0', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return new(commit, patch.Bytes, patch.IsCut, [.. untracked.Take(MostUntracked)]);
    }

    private static bool IsInWorkTree(string folder)
    {
        for (string? up = Path.GetFullPath(folder); up is not null; up = Path.GetDirectoryName(up))
            if (Path.Exists(Path.Combine(up, ".git")))
                return true;
        return false;
    }

    private static string? Text(Answer? answer) => answer is null ? null : Encoding.UTF8.GetString(answer.Bytes);

    /// <summary>What git answers, its first bytes; null where it fails, or takes too long.</summary>
    private static async Task<Answer?> AskAsync(string folder, int most, CancellationToken token, params string[] arguments)
    {
        ProcessStartInfo start = new("git", ["-C", folder, "--no-optional-locks", "-c", "core.fsmonitor=false", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        try
        {
            using Process git = Process.Start(start)!;
            try
            {
                git.StandardInput.Close();
                git.ErrorDataReceived += (_, _) => { };
                git.BeginErrorReadLine();
                byte[] bytes = new byte[most + 1];
                int length = await git.StandardOutput.BaseStream.ReadAtLeastAsync(
                    bytes, bytes.Length, throwOnEndOfStream: false, token).ConfigureAwait(false);
                if (length > most)
                    return new(bytes[..most], IsCut: true);
                await git.WaitForExitAsync(token).ConfigureAwait(false);
                return git.ExitCode == 0 ? new(bytes[..length], IsCut: false) : null;
            }
            finally
            {
                if (!git.HasExited)
                    git.Kill();
            }
        }
        catch (Exception exception) when (
            exception is Win32Exception or InvalidOperationException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private sealed record Answer(byte[] Bytes, bool IsCut);
}

/// <summary>What differs from the last commit in a work tree.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Patch">What differs of tracked files; empty for nothing.</param>
/// <param name="IsCut">Whether that is its beginning alone.</param>
/// <param name="Untracked">Files that git does not know and does not ignore, at most <see cref="WorkTree.MostUntracked"/>.</param>
internal sealed record WorkTreeChanges(string Commit, byte[] Patch, bool IsCut, IReadOnlyList<string> Untracked);
