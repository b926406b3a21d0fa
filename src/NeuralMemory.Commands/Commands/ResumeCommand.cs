using System.CommandLine;
using NeuralMemory.Experiments;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory resume</c>.</summary>
internal static class ResumeCommand
{
    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string> run = new("DIR") { Description = "The run's folder" };
        Option<long?> checkpoint = Options.Whole(
            "--checkpoint", "The step to go on from; the latest if not given. What came after it is dropped", 0);
        Option<string[]> set = Options.Set("Change a key that a run may change", "training.steps=60000");
        Option<long?> threads = Options.Threads();
        Option<EngineConfig?> engine = Options.Engine("Go on with another engine, which changes the last bits of what follows");
        Option<bool> strict = Options.Strict();
        Option<bool> json = Options.Json("Print one JSON object a line, for scripts");
        Option<bool> quiet = Options.Quiet();
        DocumentedCommand command = new("resume", "Go on with a run, by the native engine to the same bits as if it had never stopped",
            "neuralmemory resume results/ntm-copy-seed1",
            "neuralmemory resume results/ntm-copy-seed1 --set training.steps=120000",
            "neuralmemory resume results/ntm-copy-seed1 --checkpoint 2000")
        { run, checkpoint, set, threads, engine, strict, json, quiet };
        command.SetAction(parsed =>
        {
            string[] overrides =
            [
                .. parsed.GetValue(set) ?? [],
                .. Options.ChangesBy(parsed.GetValue(threads), parsed.GetValue(engine)),
            ];
            TrainingSession session = new(terminal, parsed.GetValue(json), parsed.GetValue(quiet));
            return session.Run((observer, token) => Run.Resume(
                parsed.GetRequiredValue(run),
                new()
                {
                    Command = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
                    Observer = observer,
                    Engines = engines,
                    Strict = parsed.GetValue(strict),
                    Time = TimeProvider.System,
                },
                overrides, parsed.GetValue(checkpoint), token));
        });
        return command;
    }
}
