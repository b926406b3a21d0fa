using System.CommandLine;
using System.Text.Json.Nodes;

namespace NeuralMemory.Commands;

/// <summary><c>neuralmemory doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = Options.Json("Print a JSON document, for scripts");
        DocumentedCommand command = new("doctor", "Check program, machine and folders in a second or two",
            "neuralmemory doctor", "neuralmemory doctor --json")
        { json };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(json)) ? ExitCodes.Done : ExitCodes.Failed);
        return command;
    }

    private static bool Run(Terminal terminal, bool json)
    {
        DoctorReport report = DoctorReport.Make(TimeProvider.System);
        if (!json)
            Print(terminal, report);
        // Last, and after the rest is shown: a native library that is not sound may end the process.
        TorchReport torch = TorchCheck.Make();
        bool isHealthy = report.IsHealthy && torch.IsRight;
        if (json)
            Json.Write(terminal, Document(report, torch, isHealthy));
        else
            TorchText.Print(terminal, torch);
        return isHealthy;
    }

    private static JsonObject Document(DoctorReport report, TorchReport torch, bool isHealthy) => new()
    {
        ["version"] = report.Version,
        ["commit"] = report.Commit,
        ["runtime"] = report.Runtime,
        ["system"] = report.System,
        ["processors"] = report.Processors,
        ["vector_bits"] = report.VectorBits,
        ["gigaflops_per_core"] = Json.Number(Math.Round(report.Gigaflops, 1)),
        ["speed_problem"] = report.SpeedProblem,
        ["gradient_error"] = Json.Number(report.GradientError),
        ["tasks"] = report.Tasks,
        ["shipped_tasks"] = report.ShippedTasks,
        ["configs"] = report.Configs,
        ["shipped_configs"] = report.ShippedConfigs,
        ["results_problem"] = report.ResultsProblem,
        ["torch"] = TorchText.Document(torch),
        ["healthy"] = isHealthy,
    };

    private static void Print(Terminal terminal, DoctorReport report)
    {
        string ok = terminal.Paint("ok", TextColor.Green), bad = terminal.Paint("wrong", TextColor.Red);
        Say("version", $"{report.Version}{(report.Commit is { } commit ? $" ({commit})" : "")}");
        Say("runtime", $"{report.Runtime} on {report.System}");
        Say("processors", $"{report.Processors}, vectors of {report.VectorBits} bits"
            + (report.HasVectors ? "" : ", not in hardware: expect a slow engine"));
        Say("speed", $"{Readable.Number(report.Gigaflops)} GFLOP/s in matrix products, one core");
        if (report.SpeedProblem is { } slow)
            terminal.WriteWords($"{terminal.Paint("warning:", TextColor.Yellow)}    {slow}", indent: 12);
        Say("gradients", $"{(report.IsGradientRight ? ok : bad)}, {Readable.Number(report.GradientError)} off in small machines");
        Say("tasks", $"{ok}, {report.Tasks} found by 'task list', {report.ShippedTasks} of them in the program");
        Say("configs", $"{ok}, {report.Configs} found by 'config list', {report.ShippedConfigs} of them in the program");
        Say("results", report.ResultsProblem is { } problem ? $"{bad}: {problem}" : ok);

        void Say(string what, string text) => terminal.WriteWords($"{what + ":",-12}{text}", indent: 12);
    }
}
