namespace NeuralMemory.Reproductions.Tests;

/// <summary>What is wrong in a benchmark's file is told with its place, all of it at once.</summary>
public sealed class BenchmarkReaderTests
{
    [Fact]
    public void A_benchmark_reads_with_the_machines_of_its_file()
    {
        using BenchmarkBench bench = new();
        Benchmark benchmark = bench.Load();
        Assert.Equal(("suite", "Small"), (benchmark.Name, benchmark.Definition.Title));
        Assert.Equal(["lstm", "gru"], benchmark.Machines);
        Assert.Equal(["small", "other"], benchmark.Tasks.Select(task => task.Config.Name));
        Assert.False(benchmark.HigherIsBetter);
        Assert.Equal(["1e-3", "1e-2"], benchmark.Definition.Rates.Select(rate => rate.Text));
        Assert.Equal(bench.In("runs/suite/small/gru/1e-2/seed-3"),
            benchmark.RunOf("small", "gru", benchmark.Definition.Rates[1], 3));
    }

    [Fact]
    public void A_run_is_the_config_with_the_machine_the_rate_the_overrides_and_one_thread()
    {
        using BenchmarkBench bench = new(BenchmarkBench.Yaml + "overrides: { training.steps: 7, evaluation.every: 3 }\n");
        Benchmark benchmark = bench.Load();
        var config = benchmark.Load("other", "gru", benchmark.Definition.Rates[1], 9).Config;
        Assert.Equal(("gru", 9L, 1, 7L, 3L),
            (config.Machine.Kind, config.Seed, config.Training.Threads, config.Training.TotalSteps, config.Evaluation.Every));
        Assert.Equal(0.01, config.Training.Optimizer.Rate);
        Assert.Equal(4, benchmark.Load("small", "lstm", benchmark.Definition.Rates[0], 1).Config.Training.Batch);
    }

    [Fact]
    public void Other_seeds_do_not_change_the_one_on_which_rates_are_chosen()
    {
        using BenchmarkBench bench = new();
        Assert.Equal([1, 4, 5], bench.Load(4, 5).Definition.Seeds);
        Assert.Equal([1, 2], bench.Load(1, 2).Definition.Seeds);
    }

    [Theory]
    [InlineData("title: Small", "titel: Small", "suite/benchmark.yaml:1:1: the file has no key 'titel'; did you mean 'title'?")]
    [InlineData("metric: wrong_bits_percent", "metric: wrong_bit_percent",
        "suite/benchmark.yaml:4:9: 'metric': unknown metric 'wrong_bit_percent'; did you mean 'wrong_bits_percent'?")]
    [InlineData("rates: [1e-3, 1e-2]", "rates: [1e-3, 0.001]", "suite/benchmark.yaml:6:15: 'rates': 0.001 is there already")]
    [InlineData("rates: [1e-3, 1e-2]", "rates: [fast]",
        "suite/benchmark.yaml:6:9: 'rates': expected a number above 0, found the text 'fast'")]
    [InlineData("rates: [1e-3, 1e-2]", "rates: []", "suite/benchmark.yaml:6:8: 'rates': expected a list")]
    [InlineData("seeds: 1..3", "seeds: some", "suite/benchmark.yaml:7:8: 'seeds': expected seeds, as in 1..10")]
    [InlineData("../machines.yaml", "../machine.yaml", "suite/benchmark.yaml:8:11: 'machines': there is no file '")]
    [InlineData("tasks: [small,", "tasks: [smal,",
        "suite/benchmark.yaml:9:9: 'tasks': there is no config 'smal.yaml' beside this file; did you mean 'small'?")]
    [InlineData("tasks: [small,", "tasks: [other,", "suite/benchmark.yaml:9:24: 'tasks': 'other' is there already")]
    [InlineData("values: { small: 2.5", "values: { smal: 2.5",
        "suite/benchmark.yaml:11:55: 'published.values': there is no task 'smal'; did you mean 'small'?")]
    [InlineData("metric: wrong_bits_percent", "metric: accuracy_percent.out",
        "suite/benchmark.yaml:9:9: 'tasks': small does not measure accuracy_percent.out (it measures bits_per_sequence")]
    [InlineData("seeds: 1..3", "without: [gur]", "suite/benchmark.yaml:7:11: 'without': there is no machine 'gur'; did you mean 'gru'?")]
    [InlineData("seeds: 1..3", "overrides: { evaluation.every: null }",
        "suite/benchmark.yaml:9:9: 'tasks': small is evaluated only at its end, and rates are chosen by an evaluation before")]
    [InlineData("seeds: 1..3", "overrides: { training.sptes: 5 }", "suite/benchmark.yaml:7:30: 'training' has no key 'sptes'")]
    [InlineData("title: Small", "title: [", "suite/benchmark.yaml:")]
    public void A_problem_has_its_place_and_what_was_meant(string right, string wrong, string expected)
    {
        using BenchmarkBench bench = new(BenchmarkBench.Yaml.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(bench.Problems(), problem => problem.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("units: 4", "unit: 4", "machines.yaml:2:23: 'machine' of kind lstm has no key 'unit'; did you mean 'units'?")]
    [InlineData("lstm: {", "../lstm: {", "machines.yaml:2:12: 'machines': a machine's name has letters")]
    public void A_machine_is_told_in_its_own_file(string right, string wrong, string expected)
    {
        using BenchmarkBench bench = new();
        bench.Write("machines.yaml", BenchmarkBench.Machines.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(bench.Problems(), problem => problem.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_config_is_no_benchmark()
    {
        using BenchmarkBench bench = new(Lab.Small);
        Assert.StartsWith("suite/benchmark.yaml:1:1: this is the config of an experiment, not the file of a benchmark",
            Assert.Single(bench.Problems()), StringComparison.Ordinal);
    }
}
