using System.CommandLine;
using NeuralMemory.Experiments;
using NeuralMemory.Web;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory view</c>.</summary>
internal static class ViewCommand
{
    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string> folder = new("RUN")
        {
            Description = "A run's folder, or one that runs lie below",
            DefaultValueFactory = _ => "results",
        };
        DocumentedCommand command = new("view",
            "Show runs, and what happens in a machine's memory, in the browser",
            "neuralmemory view",
            "neuralmemory view results/ntm-copy-seed1")
        { folder };
        command.SetAction(async (parsed, token) =>
        {
            await using ViewServer server = await ViewServer.StartAsync(
                new() { Folder = parsed.GetRequiredValue(folder), Engines = engines }, token).ConfigureAwait(false);
            terminal.WriteWords($"{server.Address}");
            await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
            return ExitCodes.Done;
        });
        return command;
    }
}
