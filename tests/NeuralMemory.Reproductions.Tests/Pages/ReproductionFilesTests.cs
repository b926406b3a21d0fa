using System.Globalization;
using NeuralMemory.Results;

namespace NeuralMemory.Reproductions.Tests;

public sealed class ReproductionFilesTests : IDisposable
{
    private const string Command = "neuralmemory reproduce my/ntm-2014";

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("neuralmemory-").FullName, "ntm-2014");

    [Fact]
    public void The_page_says_what_came_out()
    {
        ReproductionFiles.Write(_folder, Command, [Sample.Outcome]);
        Assert.Equal("""
            # ntm-2014

            Made from the runs on disk by `neuralmemory reproduce my/ntm-2014`; what is changed here by hand is lost. The numbers are in the CSV
            files beside this page; how to read them is in `configs/reproductions/README.md`.

            | config | metric | published | median (quartiles) | solved | sequences to solve | seconds to solve | parameters (paper's) | expected | verdict |
            |---|---|---:|---:|---:|---:|---:|---:|---:|---|
            | [copy-ntm](#copy-ntm) | bits_per_sequence | 0 ± 0.5 | worse | 1 of 2 | > 60,000 | never | 62,536 (67,561) | 1 of 2 | not reproduced |

            Seconds are wall-clock time of one thread a seed, on Some CPU.

            ## copy-ntm

            Copy by an NTM.

            - Published: bits_per_sequence 0 ± 0.5 after 200,000 sequences (Somebody 2014, figure 3). Read off the figure.
            - Settings: machine { kind: ntm }, batch 1; at most 60,000 sequences.
            - Solved: bits_per_sequence below 1 in 2 consecutive evaluations. 1 of 2 seeds (95 % interval of the probability: 9 to 91 %).
            - Expected: solved on 50 % of the seeds: met (1 of 2).
            - Expected: solved within 100 sequences in the median: missed (never).
            - Verdict: **not reproduced**.

            ![learning curve](copy-ntm.svg)

            | seed | state | sequences | solved after | seconds | bits_per_sequence | wrong_bits_percent |
            |---:|---|---:|---:|---:|---:|---:|
            | 1 | done | 3,000 | 3,000 | 12.5 | 0.25 | 0 |
            | 2 | diverged | 1,500 |  | 6 |  |  |

            Seed 2: the loss of step 1501 is not finite.

            wrong bits percent at the points of the grid, median (quartiles) of 2 seeds; repeats across:

            | length | 1-5 | 20 |
            |---:|---:|---:|
            | 10 | worse | worse |
            | 20 | worse | worse |

            ![wrong bits percent by length and repeats](copy-ntm-grid.svg)

            """, Read("README.md"));
    }

    [Fact]
    public void The_numbers_behind_it_are_there()
    {
        ReproductionFiles.Write(_folder, Command, [Sample.Outcome]);
        Assert.Equal("""
            seed,state,steps,sequences,seconds,solved,sequences_to_solve,seconds_to_solve,bits_per_sequence,wrong_bits_percent
            1,done,3000,3000,12.5,1,3000,12,0.25,0
            2,diverged,1500,1500,6,0,,,,

            """, Read("copy-ntm.csv"));
        Assert.Equal("""
            seed,length,repeats,episodes,bits_per_sequence,wrong_bits_percent
            1,10,1-5,64,0.25,0
            1,10,20,64,1,0.5
            1,20,1-5,64,30,12.5
            1,20,20,64,80,50

            """, Read("copy-ntm-grid.csv"));
        Assert.Equal("""
            sequences,seeds,first_quartile,median,third_quartile
            1000,2,60.5,61,61.5
            2000,2,inf,inf,inf
            3000,2,inf,inf,inf

            """, Read("copy-ntm-curve.csv"));
    }

    [Fact]
    public void A_contrast_is_told_and_drawn_with_the_numbers_behind_it()
    {
        ReproductionOutcome longer = Sample.Contrasted with { Seeds = [Sample.Outcome.Seeds[0] with { Solved = new(3001, 3001, 12) }] };
        ReproductionFiles.Write(_folder, Command, [Sample.Contrasted, longer with { Name = "copy-longer" }]);
        string page = Read("README.md");
        Assert.Contains("- Expected: copy-lstm takes at least 3 times the sequences in the median, or is not solved: missed "
            + "(the median seed of copy-ntm is not solved itself).", page, StringComparison.Ordinal);
        Assert.Contains("or is not solved: not known yet: the median seed of copy-lstm is not solved, but was trained only 2.99 times as long "
            + "(3,001 sequences against more than 9,000).", page, StringComparison.Ordinal);
        Assert.Contains("![learning curves of copy-ntm and copy-lstm](copy-ntm-contrast.svg)", page, StringComparison.Ordinal);
        Assert.StartsWith("<svg", Read("copy-ntm-contrast.svg"), StringComparison.Ordinal);
        Assert.Equal("""
            config,seed,sequences,bits_per_sequence
            copy-longer,1,1000,60
            copy-longer,1,2000,10
            copy-longer,1,3000,0.25
            copy-lstm,1,1000,62
            copy-lstm,1,9000,40
            copy-lstm,2,1000,61
            copy-lstm,2,9000,NaN

            """, Read("copy-longer-contrast.csv"));
    }

    [Fact]
    public void Tables_of_seeds_that_were_run_elsewhere_are_not_lost()
    {
        ReproductionFiles.Write(_folder, Command, [Sample.Outcome]);
        Dictionary<string, string> kept = Files();
        ReproductionOutcome fewer = Sample.Outcome with { Seeds = [Sample.Outcome.Seeds[0], new() { Seed = 2 }] };
        foreach (ReproductionOutcome outcome in (ReproductionOutcome[])[fewer, Sample.Outcome with { Seeds = [] }])
        {
            string page = ReproductionFiles.Write(_folder, Command, [outcome]);
            Assert.Equal(Path.Combine(_folder, ReproductionFiles.Here, "README.md"), page);
            Assert.StartsWith("# ntm-2014\n", File.ReadAllText(page), StringComparison.Ordinal);
            Assert.Equal(kept, Files());
        }

        Assert.Equal(Path.Combine(_folder, "README.md"), ReproductionFiles.Write(_folder, Command, [Sample.Outcome]));
    }

    [Fact]
    public void What_a_page_tells_of_a_config_that_cannot_be_read_is_not_lost()
    {
        ReproductionOutcome other = Sample.Outcome with { Name = "other" };
        ReproductionFiles.Write(_folder, Command, [Sample.Outcome, other]);
        Dictionary<string, string> kept = Files();
        string page = ReproductionFiles.Write(_folder, Command, [Sample.Outcome], "other");
        Assert.Equal(Path.Combine(_folder, ReproductionFiles.Here, "README.md"), page);
        Assert.Equal(kept, Files());
        Assert.Equal(
            Path.Combine(_folder, "README.md"), ReproductionFiles.Write(_folder, Command, [Sample.Outcome, other], "never-run"));
    }

    [Fact]
    public void It_is_the_same_each_time_and_in_every_country()
    {
        ReproductionFiles.Write(_folder, Command, [Sample.Outcome]);
        Dictionary<string, string> first = Files();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "~" };
            CultureInfo.CurrentCulture = other;
            ReproductionFiles.Write(_folder, Command, [Sample.Outcome]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(first, Files());
        Assert.Equal(
            ["README.md", "copy-ntm-curve.csv", "copy-ntm-grid.csv", "copy-ntm-grid.svg", "copy-ntm.csv", "copy-ntm.svg"],
            first.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_config_without_runs_is_named_and_has_no_files()
    {
        ReproductionFiles.Write(_folder, Command, [Sample.Outcome with { Seeds = [], Axes = [], Processors = [] }]);
        Assert.Equal(["README.md"], Files().Keys);
        Assert.Contains("| bits_per_sequence | 0 ± 0.5 |  |  |  |  | 62,536 (67,561) |  | incomplete |", Read("README.md"));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_message()
    {
        File.WriteAllText(_folder, "");
        Assert.Equal(RunProblem.Storage, Assert.Throws<RunException>(() => ReproductionFiles.Write(_folder, Command, [Sample.Outcome])).Problem);
        File.Delete(_folder);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));

    private Dictionary<string, string> Files() =>
        Directory.GetFiles(_folder).ToDictionary(path => Path.GetFileName(path)!, File.ReadAllText);
}
