using System.Reflection;

namespace NeuralMemory.Results;

/// <summary>The documents that every run begins with.</summary>
public static class RunDocuments
{
    private static int s_isExpected;

    /// <summary>
    /// Begins what a process is to wait for when it writes the first ones, on other threads: it asks git about the program, and has the
    /// runtime compile what turns documents into JSON. Together they take about as long as to read a config and to build its machine.
    /// </summary>
    /// <param name="program">The assembly whose version counts.</param>
    public static void Expect(Assembly program)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (Interlocked.Exchange(ref s_isExpected, 1) == 1)
            return;
        ProgramVersion.Expect(program);
        _ = Task.Run(() => WriteNowhere(program));
    }

    /// <summary>Makes a document of each kind.</summary>
    private static void WriteNowhere(Assembly program)
    {
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        JsonFile.ToDocument(new RunStatus { State = RunState.Running, Updated = now }, RunJson.Documents.RunStatus);
        RunEnvironment environment = RunEnvironment.Capture(program, seed: 0, threads: 1) with
        {
            Engines = [new(0, "", null)],
            Arithmetic = RunArithmetic.OfProcess("", null),
        };
        JsonFile.ToDocument(environment, RunJson.Documents.RunEnvironment);
        JsonFile.ToDocument(JournalEntry.Begin(program, now, "", 0), JournalJson.Lines.JournalEntry);
    }
}
