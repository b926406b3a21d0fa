using NeuralMemory.Experiments;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary>
/// Has the runtime compile, on another thread, what a command that trains is to do next, while this thread builds and reads the command
/// line. In a process that has just begun each takes a tenth of a second.
/// </summary>
internal static class Rehearsal
{
    private const string Config = "task: copy\nmachine: { kind: ntm }\n";

    /// <summary>Begins, for a command that trains.</summary>
    public static void Begin(string[] arguments)
    {
        if (arguments is not ["train" or "resume", ..] || arguments.Contains("--dry-run"))
            return;
        Interruption.HeedIfIgnored();
        _ = Task.Run(Play);
    }

    private static void Play()
    {
        Diagnostics nobody = new();
        if (YamlReader.Read("", Config, nobody) is { } config)
            ExperimentSchema.Root.Read(config, ExperimentSchema.Defaults, "", nobody);
        Run.Expect();
    }
}
