using System.CommandLine;
using System.Runtime.InteropServices;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Web;
using NeuralMemory.Yaml;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory view</c>: shows runs in the browser until Ctrl-C.</summary>
internal static class ViewCommand
{
    private const int MostPort = 65535, InterruptNumber = 2;

    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string> folder = new("RUN")
        {
            Description = "A run's folder, or one that runs lie below; nothing outside it is shown",
            DefaultValueFactory = _ => RunFiles.UsualFolder,
        };
        Option<long?> port = Options.Whole(
            "--port", "The port of this computer's loopback address; a free one if not given", min: 1, max: MostPort);
        Option<bool> noBrowser = new("--no-browser") { Description = "Print the address, and open no browser" };
        DocumentedCommand command = new("view",
            "Show runs live, and what happens in a machine's memory, in the browser; this computer alone can look, and Ctrl-C ends it",
            "neuralmemory view",
            "neuralmemory view results/ntm-copy-seed1",
            "neuralmemory view results --port 8080 --no-browser")
        { folder, port, noBrowser };
        command.SetAction(async (parsed, token) =>
        {
            using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(token);
            PosixSignalRegistration[] signals = Listen(ended);
            try
            {
                ViewServer server = await ViewServer.StartAsync(new()
                {
                    Folder = parsed.GetRequiredValue(folder),
                    Port = (int?)parsed.GetValue(port),
                    Engines = engines,
                    Tell = problem => terminal.WriteErrorWords(Quoted.Harmless($"warning: {problem}")),
                }, ended.Token).ConfigureAwait(false);
                await using (server.ConfigureAwait(false))
                {
                    // A line of its own, never broken: people and scripts copy it.
                    terminal.Out.WriteLine(server.Address);
                    terminal.WriteWords("the address is for this computer alone; Ctrl-C ends it");
                    if (!parsed.GetValue(noBrowser) && terminal.IsInteractive)
                        Browser.Open(server.CreateTicket());
                    await Task.Delay(Timeout.Infinite, ended.Token)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                return ExitCodes.Done;
            }
            finally
            {
                foreach (PosixSignalRegistration signal in signals)
                    signal.Dispose();
            }
        });
        return command;
    }

    /// <summary>To end is what this command is asked for by signals; there is nothing that would be lost.</summary>
    private static PosixSignalRegistration[] Listen(CancellationTokenSource ended)
    {
        IgnoredSignal.Heed(InterruptNumber);
        PosixSignal[] heard = OperatingSystem.IsWindows()
            ? [PosixSignal.SIGINT, PosixSignal.SIGTERM]
            : [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        return [.. heard.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            ended.Cancel();
        }))];
    }
}
