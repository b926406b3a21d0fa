using System.Diagnostics;
using NeuralMemory.BrowserChecks;

if (args is not [var command, var chromium, .. var words])
{
    await Console.Error.WriteLineAsync("usage: check.sh [WORDS]");
    return 2;
}

// One file a concern; a check is found by its words.
Check[] all =
[
    .. GateChecks.All, .. RunsChecks.All, .. RunChecks.All, .. MemoryChecks.All, .. MemorySpeed.All, .. ReaderChecks.All,
    .. OfflinePageChecks.All,
];
Check[] chosen = [.. all.Where(check => Array.TrueForAll(words, word => check.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))];
await using Stage stage = await Stage.SetAsync(Path.GetFullPath(command), chromium);
int failed = 0;
foreach (Check check in chosen)
{
    long start = Stopwatch.GetTimestamp();
    string? problem = null;
    try
    {
        await check.Run(stage).WaitAsync(TimeSpan.FromMinutes(2));
        problem = stage.TakeComplaints();
    }
    catch (Exception exception)
    {
        problem = $"{exception.Message.Trim()}\n{stage.TakeComplaints()}".Trim();
    }
    finally
    {
        await stage.CloseTabsAsync();
    }

    Console.WriteLine($"{(problem is null ? "ok    " : "FAILED")}  {check.Name} ({Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s)");
    if (problem is not null)
    {
        failed++;
        Console.WriteLine("        " + problem.Replace("\n", "\n        "));
    }
}

Console.WriteLine($"{chosen.Length - failed} passed, {failed} failed; {stage.Requests} requests, none to elsewhere but where told");
return failed == 0 && chosen.Length > 0 ? 0 : 1;
