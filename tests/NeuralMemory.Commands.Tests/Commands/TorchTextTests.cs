using System.Text.Json.Nodes;

namespace NeuralMemory.Commands.Tests;

/// <summary>What <c>doctor</c> makes of a report of the torch engine, also of what this computer has not.</summary>
public sealed class TorchTextTests
{
    private static readonly TorchDeviceReport Cpu = new("cpu", null) { ProductError = 1e-7, GradientError = 2e-7, IsRight = true };

    private static readonly TorchReport Report = new()
    {
        IsBuiltIn = true,
        Version = "2.11.0+cu130",
        Folder = "/torch/lib",
        HasCuda = true,
        Threads = 1,
        Devices =
        [
            Cpu,
            new("cuda:0", "NVIDIA H200")
            {
                TotalBytes = 150L << 30, FreeBytes = 149L << 30, ProductError = 3e-4, GradientError = 4e-4, IsRight = true,
                HasGraphs = true,
            },
        ],
    };

    [Fact]
    public void Each_device_has_a_line_with_its_memory_and_its_errors() => Assert.Equal(
        """
        torch:      ok, libtorch 2.11.0+cu130 with CUDA, 1 thread
                    in /torch/lib
        cpu:        ok, product 1E-07 and gradient 2E-07 off
        cuda:0:     ok, NVIDIA H200, 149 of 150 GiB free, product 0.0003 and gradient 0.0004 off
                    CUDA graphs: yes

        """, Text(Report));

    [Fact]
    public void A_device_that_computes_wrong_is_wrong_and_one_that_does_not_is_no_fault()
    {
        TorchReport wrong = Report with { Devices = [Cpu, new("cuda:0", null) { ProductError = double.NaN }] };
        Assert.False(wrong.IsRight);
        Assert.Contains("torch:      wrong", Text(wrong), StringComparison.Ordinal);
        Assert.Contains("cuda:0:     wrong, product NaN", Text(wrong), StringComparison.Ordinal);
        Assert.DoesNotContain("CUDA graphs", Text(wrong), StringComparison.Ordinal);
        TorchReport silent = Report with { Devices = [Cpu, new("cuda:0", null) { Problem = "'cuda:0' cannot compute (old driver)." }] };
        Assert.True(silent.IsRight);
        Assert.Contains("cuda:0:     'cuda:0' cannot compute", Text(silent), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_waived_and_what_to_do_are_shown()
    {
        string text = Text(Report with { Waived = ["GLIBCXX_3.4.30", "GLIBCXX_3.4.32"], Advice = "check the card." });
        Assert.Contains("; made to do without GLIBCXX_3.4.30, GLIBCXX_3.4.32\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n            check the card.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Why_a_card_has_no_graphs_is_told()
    {
        TorchReport report = Report with
        {
            Devices = [Cpu, Report.Devices[1] with { HasGraphs = false, WhyNoGraphs = "libtorch does not export 'x'" }],
        };
        Assert.EndsWith("\n            CUDA graphs: no: libtorch does not export 'x'\n", Text(report), StringComparison.Ordinal);
        JsonNode card = TorchText.Document(report)["devices"]![1]!;
        Assert.Equal((false, "libtorch does not export 'x'"), ((bool)card["graphs"]!, (string)card["why_no_graphs"]!));
    }

    [Fact]
    public void Scripts_get_the_same()
    {
        JsonObject document = TorchText.Document(Report);
        Assert.Equal("2.11.0+cu130", (string?)document["version"]);
        Assert.True((bool)document["cuda"]!);
        Assert.Equal(149L << 30, (long)document["devices"]![1]!["free_bytes"]!);
        Assert.Null(document["devices"]![0]!["total_bytes"]);
        Assert.Null(document["devices"]![0]!["graphs"]);
        Assert.True((bool)document["devices"]![1]!["graphs"]!);
    }

    private static string Text(TorchReport report)
    {
        StringWriter output = new();
        using Terminal terminal = new(output, TextWriter.Null);
        TorchText.Print(terminal, report);
        return output.ToString();
    }
}
