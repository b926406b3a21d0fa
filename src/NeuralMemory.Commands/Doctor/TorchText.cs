using System.Text.Json.Nodes;

namespace NeuralMemory.Commands;

/// <summary>What <c>doctor</c> shows of the torch engine.</summary>
internal static class TorchText
{
    private const double Gibi = 1024.0 * 1024 * 1024;
    private const int Indent = 12;

    /// <summary>For people.</summary>
    public static void Print(Terminal terminal, TorchReport report)
    {
        void Write(string line) => terminal.WriteWords(line, Indent);
        if (report.Problem is { } problem)
        {
            Write($"torch:      {(report.IsBuiltIn ? "cannot be used" : "none")}: {problem}");
            return;
        }

        Write($"torch:      {Verdict(terminal, report.IsRight)}, libtorch {report.Version ?? "of an unknown version"} "
            + $"{(report.HasCuda ? "with" : "without")} CUDA, {Readable.Count(report.Threads, "thread")}"
            + (report.Waived.Count > 0 ? $"; made to do without {string.Join(", ", report.Waived)}" : ""));
        Write($"            in {report.Folder}");
        foreach (TorchDeviceReport device in report.Devices)
        {
            Write($"{device.Name + ":",-11} {State(terminal, device)}");
            if (device.HasGraphs is { } graphs)
                Write($"            CUDA graphs: {(graphs ? "yes" : $"no: {device.WhyNoGraphs}")}");
        }

        if (report.Advice is { } advice)
            Write($"            {advice}");
    }

    /// <summary>For scripts.</summary>
    public static JsonObject Document(TorchReport report) => new()
    {
        ["built_in"] = report.IsBuiltIn,
        ["problem"] = report.Problem,
        ["advice"] = report.Advice,
        ["version"] = report.Version,
        ["folder"] = report.Folder,
        ["cuda"] = report.HasCuda,
        ["threads"] = report.Threads,
        ["waived"] = new JsonArray([.. report.Waived.Select(version => JsonValue.Create(version))]),
        ["devices"] = new JsonArray([.. report.Devices.Select(Document)]),
    };

    private static JsonObject Document(TorchDeviceReport device) => new()
    {
        ["name"] = device.Name,
        ["label"] = device.Label,
        ["total_bytes"] = device.TotalBytes,
        ["free_bytes"] = device.FreeBytes,
        ["problem"] = device.Problem,
        ["graphs"] = device.HasGraphs,
        ["why_no_graphs"] = device.WhyNoGraphs,
        ["product_error"] = Json.Number(device.ProductError),
        ["gradient_error"] = Json.Number(device.GradientError),
    };

    private static string State(Terminal terminal, TorchDeviceReport device)
    {
        if (device.Problem is { } problem)
            return problem;
        string label = device.Label is null ? "" : $", {device.Label}";
        string memory = device is { TotalBytes: { } total, FreeBytes: { } free }
            ? $", {Readable.Number(free / Gibi)} of {Readable.Number(total / Gibi)} GiB free"
            : "";
        return $"{Verdict(terminal, device.IsRight)}{label}{memory}, product {Readable.Number(device.ProductError)} and gradient "
            + $"{Readable.Number(device.GradientError)} off";
    }

    private static string Verdict(Terminal terminal, bool isRight) =>
        isRight ? terminal.Paint("ok", TextColor.Green) : terminal.Paint("wrong", TextColor.Red);
}
