using System.CommandLine;
using System.Text.Json.Nodes;
using NeuralMemory.Experiments;
using NeuralMemory.Results;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory replay</c>.</summary>
internal static class ReplayCommand
{
    public static Command Create(Terminal terminal, EngineCatalog engines)
    {
        Argument<string> run = new("DIR") { Description = "The folder of a run that diverged" };
        Option<bool> json = Options.Json("Print a JSON document, for scripts");
        DocumentedCommand command = new("replay",
            "Compute the step at which a run diverged once more, and say what is not finite; exit code 3 if it diverges again",
            "neuralmemory replay results/ntm-copy-seed1", "neuralmemory replay results/ntm-copy-seed1 --json")
        { run, json };
        command.SetAction(parsed =>
        {
            Divergence? divergence = Replay(parsed.GetRequiredValue(run), engines);
            if (parsed.GetValue(json))
                Json.Write(terminal, Document(divergence));
            else
                Print(terminal, divergence);
            return divergence is null ? ExitCodes.Done : ExitCodes.Diverged;
        });
        return command;
    }

    private static Divergence? Replay(string directory, EngineCatalog engines)
    {
        try
        {
            return Run.Replay(directory, engines);
        }
        catch (RunException missing) when (missing.Problem == RunProblem.Missing && RunDirectory.IsRun(directory))
        {
            throw new RunException(RunProblem.Missing, $"the run '{directory}' did not diverge, so there is nothing to replay", missing);
        }
    }

    private static void Print(Terminal terminal, Divergence? divergence)
    {
        if (divergence is null)
        {
            terminal.Out.WriteLine($"{terminal.Paint("not reproduced:", TextColor.Green)} this time every number is finite; "
                + "another processor or version may have made the difference");
            return;
        }

        terminal.Out.WriteLine($"{terminal.Paint("reproduced:", TextColor.Red)} {divergence.Reason}");
        terminal.Out.WriteLine($"episodes:      {Episodes(divergence)}");
        terminal.Out.WriteLine($"loss:          {Readable.Number(divergence.Loss)}");
        terminal.Out.WriteLine($"gradient norm: {Readable.Number(divergence.GradientNorm)}");
    }

    private static string Episodes(Divergence divergence) => divergence.Episodes == 1
        ? Readable.Count(divergence.FirstEpisode)
        : $"{Readable.Count(divergence.FirstEpisode)} to {Readable.Count(divergence.FirstEpisode + divergence.Episodes - 1)}";

    private static JsonObject Document(Divergence? divergence)
    {
        JsonObject document = new() { ["reproduced"] = divergence is not null };
        if (divergence is null)
            return document;
        document["reason"] = divergence.Reason;
        document["step"] = divergence.Step;
        document["first_episode"] = divergence.FirstEpisode;
        document["episodes"] = divergence.Episodes;
        document["loss"] = Json.Number(divergence.Loss);
        document["gradient_norm"] = Json.Number(divergence.GradientNorm);
        document["place"] = divergence.Place;
        return document;
    }
}
