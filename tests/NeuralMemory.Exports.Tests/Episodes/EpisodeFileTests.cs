using System.Text.Json;
using NeuralMemory.Experiments;
using NeuralMemory.Results;
using NeuralMemory.Tasks;

namespace NeuralMemory.Exports.Tests;

public sealed class EpisodeFileTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void What_the_metrics_say_can_be_computed_from_the_arrays()
    {
        _bench.Train("one");
        EvaluationResult result = _bench.Outputs("one", "e.npz");
        using NpzReader file = NpzReader.Open(_bench["e.npz"]);
        NpyArray logits = file.Read("logits");
        int episodes = (int)logits.Shape[0], cells = (int)(logits.Shape[1] * logits.Shape[2]);
        Assert.Equal((20, 9, 3), (episodes, (int)logits.Shape[1], (int)logits.Shape[2]));
        float[] x = logits.ToArray<float>(), y = file.Read("targets").ToArray<float>(), p = file.Read("outputs").ToArray<float>();
        bool[] mask = file.Read("mask").ToArray<bool>();
        int wrong = 0;
        double nats = 0;
        double[] bits = new double[episodes];
        for (int i = 0; i < x.Length; i++)
            if (mask[i])
            {
                wrong += x[i] > 0 != y[i] > 0.5 ? 1 : 0;
                nats = -Math.Log(y[i] > 0.5 ? Sigmoid(x[i]) : Sigmoid(-x[i]));
                bits[i / cells] += nats / Math.Log(2);
                Assert.Equal(Sigmoid(x[i]), p[i], 1e-6);
            }

        Assert.Equal(Metric(result, "bit_errors_per_sequence"), (double)wrong / episodes, 12);
        Assert.Equal(Metric(result, "wrong_bits_percent"), 100.0 * wrong / mask.Count(each => each), 12);
        Assert.Equal(Metric(result, "bits_per_sequence"), bits.Average(), 6);
        Assert.All(bits.Zip(file.Read("bits").ToArray<double>()), pair => Assert.Equal(pair.First, pair.Second, 5));
        Assert.Equal(wrong, file.Read("wrong_bits").ToArray<long>().Sum());
        Assert.Equal(["eval_step=12"], file.Read("points").ToTexts());
        Assert.Equal(["data", "end"], file.Read("input_channels").ToTexts());
        Assert.Equal([0, 3, 3, 1], file.Read("input_columns").ToArray<int>());
        int[] lengths = file.Read("length").ToArray<int>();
        Assert.Equal(file.Read("parameters/length").ToArray<double>().Select(length => 2 * (int)length + 1), lengths);
        string[] phases = file.Read("phases").ToTexts();
        int[] phase = file.Read("phase").ToArray<int>();
        Assert.Equal("show data", phases[phase[0]]);
        Assert.All(Enumerable.Range(0, episodes), e => Assert.All(Enumerable.Range(0, 9),
            t => Assert.Equal(t >= lengths[e], phase[e * 9 + t] < 0)));
    }

    [Fact]
    public void Lines_say_the_same_as_arrays()
    {
        _bench.Train("one");
        EvaluationResult result = _bench.Outputs("one", "e.jsonl");
        _bench.Outputs("one", "e.npz");
        JsonElement[] lines = [.. File.ReadAllLines(_bench["e.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement)];
        using NpzReader file = NpzReader.Open(_bench["e.npz"]);
        float[] inputs = file.Read("inputs").ToArray<float>(), logits = file.Read("logits").ToArray<float>();
        int wrong = 0;
        for (int e = 0; e < lines.Length; e++)
        {
            int length = lines[e].GetProperty("length").GetInt32();
            Assert.Equal((e, "eval_step=12"), (lines[e].GetProperty("episode").GetInt32(), lines[e].GetProperty("point").GetString()));
            for (int t = 0; t < length; t++)
            {
                Assert.Equal(inputs.AsSpan((e * 9 + t) * 4, 3).ToArray(), Row(lines[e], "inputs", "data", t));
                Assert.Equal(inputs[(e * 9 + t) * 4 + 3], lines[e].GetProperty("inputs").GetProperty("end")[t].GetSingle());
                Assert.Equal(logits.AsSpan((e * 9 + t) * 3, 3).ToArray(), Row(lines[e], "logits", "data", t));
                float[] targets = Row(lines[e], "targets", "data", t), x = Row(lines[e], "logits", "data", t);
                if (lines[e].GetProperty("mask").GetProperty("data")[t].GetInt32() == 1)
                    wrong += targets.Zip(x).Count(pair => pair.First > 0.5 != pair.Second > 0);
            }
        }

        Assert.Equal(Metric(result, "bit_errors_per_sequence"), (double)wrong / lines.Length, 12);
        Assert.Equal(Metric(result, "bits_per_sequence"), lines.Average(line => line.GetProperty("bits").GetDouble()), 9);
    }

    [Fact]
    public void Numbers_are_answered_as_they_are_and_have_no_bits()
    {
        _bench.Train("sums", Bench.Sums);
        EvaluationResult result = _bench.Outputs("sums", "e.npz");
        _bench.Outputs("sums", "e.jsonl");
        using NpzReader file = NpzReader.Open(_bench["e.npz"]);
        float[] outputs = file.Read("outputs").ToArray<float>(), targets = file.Read("targets").ToArray<float>();
        Assert.Equal(file.Read("logits").ToArray<float>(), outputs);
        double[] off = [.. file.Read("mask").ToArray<bool>().Select((counts, i) => (counts, i)).Where(each => each.counts)
            .Select(each => Math.Abs((double)outputs[each.i] - targets[each.i]))];
        Assert.Equal(20, off.Length);
        Assert.Equal(Metric(result, "squared_error"), off.Average(each => each * each), 9);
        Assert.Equal(Metric(result, "absolute_error"), off.Average(), 9);
        Assert.Equal(Metric(result, "wrong_numbers_percent"), 100.0 * off.Count(each => each > 0.04) / 20, 9);
        Assert.Equal(off.Count(each => each > 0.04), file.Read("wrong_numbers").ToArray<long>().Sum());
        Assert.All(file.Read("bits").ToArray<double>(), bits => Assert.True(double.IsNaN(bits)));
        JsonElement[] lines = [.. File.ReadAllLines(_bench["e.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(off.Average(each => each * each), lines.Average(line => line.GetProperty("squared_error").GetDouble()), 9);
        Assert.All(lines, line => Assert.Equal(1, line.GetProperty("target_numbers").GetInt32()));
    }

    [Theory]
    [InlineData(".npz")]
    [InlineData(".jsonl")]
    public void Threads_change_no_byte(string ending)
    {
        _bench.Train("one");
        EvaluationRequest request = new() { Episodes = 70 };
        _bench.Outputs("one", "a" + ending, request);
        _bench.Outputs("one", "b" + ending, request, threads: 3);
        Assert.Equal(File.ReadAllBytes(_bench["a" + ending]), File.ReadAllBytes(_bench["b" + ending]));
    }

    [Fact]
    public void Of_symbols_by_number_there_are_words_and_their_answers()
    {
        _bench.Train("names", Bench.Names);
        EvaluationResult result = _bench.Outputs("names", "e.jsonl");
        JsonElement[] lines = [.. File.ReadAllLines(_bench["e.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement)];
        string[] read = [.. lines[0].GetProperty("source").GetProperty("name").EnumerateArray().Select(each => each.GetString()!)];
        Assert.Contains(string.Concat(read), (string[])["anne", "paul", "rex"]);
        int wrong = 0, right = 0;
        foreach (JsonElement line in lines)
        {
            string?[] wanted = Words(line, "targets"), said = Words(line, "outputs");
            Assert.Equal("<end>", wanted[^1]);
            // What is wanted is what comes back, a step later.
            Assert.Equal(wanted[..^1], Words(line, "inputs", "back")[1..]);
            int own = wanted.Zip(said).Count(pair => pair.First != pair.Second);
            Assert.Equal(own, line.GetProperty("wrong_symbols").GetInt32());
            wrong += own;
            right += Texts(line.GetProperty("wanted")).SequenceEqual(Texts(line.GetProperty("answer"))) ? 1 : 0;
        }

        Assert.Equal(Metric(result, "symbol_errors_per_sequence"), (double)wrong / lines.Length, 12);
        Assert.Equal(Metric(result, "free_exact_match_percent"), 100.0 * right / lines.Length, 12);
        _bench.Outputs("names", "e.npz");
        using NpzReader file = NpzReader.Open(_bench["e.npz"]);
        Assert.False(file.Has("logits"));
        Assert.Equal([20L, 2, 2], [file.Read("inputs").Shape[0], file.Read("inputs").Shape[2], file.Read("source").Shape[2]]);
        Assert.Equal(wrong, file.Read("wrong_symbols").ToArray<long>().Sum());
        Assert.Contains("woman", file.Read("target_words/kind").ToTexts());
        Assert.Equal(20L, file.Read("answer").Shape[0]);

        static string?[] Words(JsonElement line, string side, string channel = "kind") =>
            [.. line.GetProperty(side).GetProperty(channel).EnumerateArray().Select(each => each.GetString())];
        static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(each => each.GetString());
    }

    [Fact]
    public void A_sample_is_what_was_measured()
    {
        Experiment experiment = _bench.Load();
        _bench.Train("one");
        _bench.Outputs("one", "e.npz");
        EpisodeSource source = EpisodeSource.Of(experiment, EpisodeSplit.Test);
        EpisodeFile.Write(_bench["s.npz"], EpisodeLayout.Of([source], 0, 20), add => source.Draw(0, 20).ToList().ForEach(add));
        using NpzReader sample = NpzReader.Open(_bench["s.npz"]), measured = NpzReader.Open(_bench["e.npz"]);
        Assert.DoesNotContain("outputs", sample.Names);
        foreach (string name in sample.Names.Where(name => !name.Contains("channels") && !name.Contains("columns")))
            Assert.Equal(Bytes(measured.Read(name)), Bytes(sample.Read(name)));
    }

    /// <summary>A training that changes nothing measures, in its first step, the machine that it leaves: on the episodes of the sample.</summary>
    [Theory]
    [InlineData(Bench.Small, 1)]
    [InlineData(Bench.Small, 3)]
    public void A_sample_of_training_is_what_was_trained_on(string config, int steps)
    {
        string[] still = ["training.optimizer={kind: sgd, rate: 1e-30, momentum: 0}", $"training.steps={steps}", "training.report=1",
            "training.checkpoint.every=1", "evaluation.every=null", "training.batch=5"];
        string run = _bench.Train("still", config, still);
        using RunDirectory directory = RunDirectory.Open(run);
        EpisodeSource source = EpisodeSource.Of(_bench.Load(config, still), EpisodeSplit.Train);
        using TrainedMachine machine = TrainedMachine.Open(run);
        foreach (MetricsRecord record in directory.ReadMetrics())
        {
            TaskScores scores = machine.Answer(
                source.Draw((record.Step - 1) * 5, 5).Select(episode => new GivenSequence(episode.Length, episode.Inputs)
                {
                    Targets = episode.Targets,
                    Mask = episode.Mask,
                }), _ => { });
            // Training computes two side by side, which rounds otherwise.
            Assert.Equal(record["bits_per_sequence"]!.Value, scores.Total.BitsPerSequence, 6);
            Assert.Equal(record["bit_errors_per_sequence"]!.Value, scores.Total.BitErrorsPerSequence, 12);
        }
    }

    /// <summary>The last evaluation of a training measured the machine that it leaves.</summary>
    [Theory]
    [InlineData(EpisodeSplit.Evaluation, "evaluation")]
    [InlineData(EpisodeSplit.Test, "final")]
    public void So_are_samples_of_what_chooses_and_of_what_is_reported(EpisodeSplit split, string measured)
    {
        string run = _bench.Train("one");
        CsvTable table = CsvTable.Read(Path.Combine(run, "metrics.csv"));
        double expected = double.Parse(
            table.Rows.Single(row => row[2] == "12" && row[5] == measured && row[6] == "bits_per_sequence")[7]);
        using TrainedMachine machine = TrainedMachine.Open(run);
        TaskScores scores = machine.Answer(
            EpisodeSource.Of(machine.Experiment, split).Draw(0, 20).Select(episode => new GivenSequence(episode.Length, episode.Inputs)
            {
                Targets = episode.Targets,
                Mask = episode.Mask,
            }), _ => { });
        Assert.Equal(expected, scores.Total.BitsPerSequence, 9);
    }

    [Fact]
    public void An_evaluation_that_ends_early_leaves_no_file_and_the_old_one()
    {
        _bench.Train("one");
        File.WriteAllText(_bench["e.npz"], "old");
        using TrainedMachine machine = TrainedMachine.Open(_bench["one"], new() { Threads = 2 });
        EvaluationPoint point = machine.PointsOf(new() { Episodes = 70 })[0];
        int seen = 0;
        Assert.Throws<NotSupportedException>(() => EpisodeFile.Write(_bench["e.npz"], new(point.Task, 9) { HasOutputs = true },
            add => machine.EvaluateAt(point, episode =>
            {
                if (++seen > 20)
                    throw new NotSupportedException();
                add(episode);
            })));
        Assert.Equal("old", File.ReadAllText(_bench["e.npz"]));
        Assert.Empty(Directory.GetFileSystemEntries(_bench.Root, ".tmp*"));
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => machine.EvaluateAt(point, episode => source.Cancel(), source.Token));
        Assert.Equal(70, machine.EvaluateAt(point, _ => { }).Episodes);
    }

    [Fact]
    public void A_file_of_another_kind_or_place_is_refused()
    {
        Assert.Equal("--out: the name of the file says what it is to be, and 'e.csv' ends in neither .npz nor .jsonl",
            Assert.Throws<Yaml.InvalidInputException>(() => EpisodeFile.ExpectPlace("--out", "e.csv")).Message);
        Directory.CreateDirectory(_bench["folder.npz"]);
        Assert.EndsWith("it is a folder, not a file",
            Bench.Fails(() => EpisodeFile.ExpectPlace("--out", _bench["folder.npz"])).Message, StringComparison.Ordinal);
        Assert.EndsWith("there is no such folder",
            Bench.Fails(() => EpisodeFile.ExpectPlace("--out", _bench["none/e.npz"])).Message, StringComparison.Ordinal);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Metric(EvaluationResult result, string name) => result.Metrics.Single(metric => metric.Name == name).Value;

    private static float[] Row(JsonElement line, string side, string channel, int step) =>
        [.. line.GetProperty(side).GetProperty(channel)[step].EnumerateArray().Select(each => each.GetSingle())];

    private static byte[] Bytes(NpyArray array)
    {
        using MemoryStream stream = new();
        array.WriteTo(stream);
        return stream.ToArray();
    }
}
