using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

public sealed class SharpenLinksTests
{
    [Fact]
    public void An_exponent_of_one_only_completes_the_weighting()
    {
        using var bench = new Workbench();
        Variable sharpened = bench.Tape.SharpenLinks(bench.Input([0.1, 0.2, 0.3], new(1, 1, 1, 3)), bench.Input([1], new(1, 1, 1)));
        Close.Within(1e-5, [1 / 6.0, 2 / 6.0, 3 / 6.0], sharpened.Span, "weights");
    }

    [Fact]
    public void Each_reader_and_writer_has_its_own_exponent()
    {
        using var bench = new Workbench();
        double[] blurred = [0.2, 0.4], exponents = [1, 2, 3, 4, 5, 6];
        Variable sharpened = bench.Tape.SharpenLinks(
            bench.Input([.. Enumerable.Repeat(blurred, 6).SelectMany(x => x)], new(1, 3, 2, 2)), bench.Input(exponents, new(1, 3, 2)));
        for (int i = 0; i < exponents.Length; i++)
        {
            double low = 1 / (1 + Math.Pow(2, exponents[i]));
            Close.Within(1e-5, [low, 1 - low], sharpened.Span.Slice(2 * i, 2), $"exponent {exponents[i]}");
        }
    }

    [Fact]
    public void No_link_leads_everywhere()
    {
        using var bench = new Workbench();
        Variable sharpened = bench.Tape.SharpenLinks(bench.Input(new double[5], new(1, 1, 1, 5)), bench.Input([7], new(1, 1, 1)));
        Close.Within(Close.OutputTolerance, [.. Enumerable.Repeat(0.2, 5)], sharpened.Span, "weights");
    }
}
