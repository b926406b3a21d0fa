namespace NeuralMemory.Reproductions.Tests;

public sealed class BenchmarkPageTests
{
    private static readonly BenchmarkRun Slow = BenchmarkBench.Run, Fast = Slow with { Rate = LearningRate.Parse("1e-2")!.Value };

    [Fact]
    public void A_page_is_made_of_the_table_alone()
    {
        using BenchmarkBench bench = new();
        BenchmarkTable table = bench.Table(
            Slow, Fast with { Selection = 0.5, Final = 0.75, Sequences = 80 }, Fast with { Seed = 2, Final = 0.5 },
            Fast with { Seed = 3, Final = 3 }, Slow with { Machine = "gru", Task = "other" });
        Assert.Equal(bench.In("results/suite/README.md"), BenchmarkPage.Write(bench.Load(), table, "neuralmemory reproduce suite"));
        Assert.False(Directory.Exists(bench.In("runs")));
        string page = bench.Page;
        Assert.StartsWith("# Small\n\nWords.\n\nSource: Somebody 2020. The table is of `wrong_bits_percent`, the less the better:", page);
        Assert.Contains("Made from [runs.csv](runs.csv) by `neuralmemory reproduce suite`;", page, StringComparison.Ordinal);
        Assert.Contains($$"""
            | machine | parameters | small | other |
            |---|---:|---:|---:|
            | lstm | 100 | **0.8** (0.5 to 3.0) | not run |
            | gru | {{bench.Load().SizeOf("small", "gru")}} | not run | 25.0; under way, 1 of 3 seeds |
            | *chance* |  |  | *50.0* |
            | *LSTM (Somebody 2020)* |  | *2.5* |  |

            ## small

            Copy. At most 120 sequences, 4 at a time.

            | machine | rate | each seed | sequences | tried: rate and what chose | hours of all runs |
            |---|---|---:|---:|---:|---:|
            | lstm | 1e-2 | 0.8, 0.5, 3.0 | 80, 120, 120 | 1e-3: 20.0, 1e-2: 0.5 | 0.00 |

            """, page, StringComparison.Ordinal);
        // A config without a description.
        Assert.Contains("\n## other\n\nAt most 120 sequences", page, StringComparison.Ordinal);
        BenchmarkPage.Write(bench.Load(), table, "neuralmemory reproduce suite");
        Assert.Equal(page, bench.Page);
    }

    [Fact]
    public void What_diverged_is_told_so()
    {
        using BenchmarkBench bench = new();
        BenchmarkRun diverged = Slow with { State = Results.RunState.Diverged, Selection = null, Final = null };
        BenchmarkTable table = bench.Table(diverged, diverged with { Rate = Fast.Rate }, Slow with { Machine = "gru" },
            Fast with { Machine = "gru", Selection = 30 }, diverged with { Machine = "gru", Seed = 2 },
            Slow with { Machine = "gru", Seed = 3, Final = 50 });
        Assert.Equal(["diverged", "50.0 (25.0 to diverged)"],
            BenchmarkPage.Rows(bench.Load(), table, isPage: true).Take(2).Select(row => row[2]));
    }

    [Fact]
    public void Lines_of_other_tasks_are_counted_and_a_machine_of_another_size_is_named()
    {
        using BenchmarkBench bench = new();
        BenchmarkTable table = bench.Table(Slow, Slow with { Task = "gone" }, Slow with { Machine = "ntm" });
        Assert.Equal(2, table.Foreign);
        Assert.Equal(("small", "lstm", 100L, bench.Load().SizeOf("small", "lstm")), Assert.Single(table.Changed()));
    }
}
