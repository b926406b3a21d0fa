using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace NeuralMemory.Commands.Tests;

/// <summary><c>inspect</c>: what a machine says step by step, and where it looks.</summary>
public sealed class InspectCommandTests : IClassFixture<InspectCommandTests.TrainedRuns>
{
    private readonly TrainedRuns _runs;

    public InspectCommandTests(TrainedRuns runs) => _runs = runs;

    [Fact]
    public void A_translation_is_said_word_by_word_with_the_words_that_were_looked_at()
    {
        JsonElement json = InProcess.Run("inspect", _runs.Translator, "--text", "Anne", "--json").Expect(ExitCodes.Done).Json;
        Assert.True(json.GetProperty("free").GetBoolean());
        Assert.Equal(["a", "n", "n", "e", "<end>"], Texts(json.GetProperty("source")));
        JsonElement[] steps = [.. json.GetProperty("steps").EnumerateArray()];
        Assert.All(steps, step => Assert.Equal(JsonValueKind.Null, step.GetProperty("wanted").ValueKind));
        Assert.All(steps, step => Assert.InRange(step.GetProperty("probability").GetDouble(), 0, 1));
        Assert.All(steps, step => Assert.Equal("attention to the source", step.GetProperty("looked_at").EnumerateObject().Single().Name));
        string[] said = [.. steps.Select(step => step.GetProperty("said").GetString()!)];
        string text = InProcess.Run("inspect", _runs.Translator, "--text", "anne").Expect(ExitCodes.Done).Out;
        Assert.StartsWith($"read:  a n n e <end>\nsaid:  {string.Join(' ', said)}\n", text, StringComparison.Ordinal);
        Assert.Contains("where it looked: attention to the source\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_right_answer_can_come_back_in_place_of_its_own()
    {
        JsonElement json = InProcess.Run("inspect", _runs.Translator, "--text", "paul", "--answer", "a man", "--json")
            .Expect(ExitCodes.Done).Json;
        Assert.False(json.GetProperty("free").GetBoolean());
        JsonElement[] steps = [.. json.GetProperty("steps").EnumerateArray()];
        Assert.Equal(["<begin>", "a", "man"], steps.Select(step => step.GetProperty("shown").GetString()));
        Assert.Equal(["a", "man", "<end>"], steps.Select(step => step.GetProperty("wanted").GetString()));
        JsonElement episode = InProcess.Run("inspect", _runs.Translator, "--forced", "--json").Expect(ExitCodes.Done).Json;
        Assert.False(episode.GetProperty("free").GetBoolean());
    }

    [Fact]
    public void The_numbers_beside_the_picture_are_its_weights()
    {
        string picture = _runs.Folder["seen.svg"];
        InProcess.Run("inspect", _runs.Translator, "--text", "anne", "--answer", "a woman", "--out", picture).Expect(ExitCodes.Done);
        string svg = File.ReadAllText(picture);
        Assert.All((string[])["a", "woman", "&lt;end&gt;", "n"], word => Assert.Contains($">{word}</text>", svg, StringComparison.Ordinal));
        string[][] rows = [.. File.ReadAllLines(_runs.Folder["seen.csv"]).Select(line => line.Split(','))];
        Assert.Equal("group,head,row,row_name,column,column_name,weight", string.Join(',', rows[0]));
        Assert.Equal(3 * 5, rows.Length - 1);
        foreach (IGrouping<string, string[]> row in rows.Skip(1).GroupBy(row => row[2]))
            Assert.Equal(1, row.Sum(cells => double.Parse(cells[6], CultureInfo.InvariantCulture)), 1e-4);
    }

    [Fact]
    public void What_is_changed_is_said_and_drawn()
    {
        string copier = _runs.Copier("{ kind: ntm, memory: { slots: 8, width: 4 } }"), picture = _runs.Folder["poked.svg"];
        Outcome shown = InProcess.Run("inspect", copier, "--episode", "0", "--poke", "head:heads/weights[1]@2=5", "--out", picture)
            .Expect(ExitCodes.Done);
        Assert.Contains("episode 0, poked", shown.Out, StringComparison.Ordinal);
        Assert.Contains("; poked: head:heads/weights[1]@2=5", File.ReadAllText(picture), StringComparison.Ordinal);
        Assert.Contains("head:heads/weights[1]@2=5", File.ReadAllText(picture), StringComparison.Ordinal);
        JsonElement json = InProcess.Run("inspect", _runs.Translator, "--text", "anne", "--poke", "source:0:0=3", "--json")
            .Expect(ExitCodes.Done).Json;
        Assert.Equal("source:0:0=3", Assert.Single(json.GetProperty("pokes").EnumerateArray()).GetString());
        JsonElement plain = InProcess.Run("inspect", _runs.Translator, "--text", "anne", "--json").Expect(ExitCodes.Done).Json;
        Assert.NotEqual(plain.GetProperty("source").GetRawText(), json.GetProperty("source").GetRawText());
        Assert.StartsWith("--poke memory:0:0:0=1: a machine of kind seq2seq has no memory",
            InProcess.Run("inspect", _runs.Translator, "--text", "anne", "--poke", "memory:0:0:0=1").Expect(ExitCodes.Usage).Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anxe", "--text: 'x' is not in the vocabulary 'name'")]
    [InlineData("  ", "--text: there is nothing but spaces in the text")]
    public void A_text_that_cannot_be_read_is_refused(string text, string message) => Assert.Contains(
        message, InProcess.Run("inspect", _runs.Translator, "--text", text).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("--answer: it is the right answer to '--text', which is not given", "--answer", "a man")]
    [InlineData("--episode: '--text' takes the place of an episode", "--text", "anne", "--episode", "3")]
    [InlineData("--forced: the right answer to '--text' is not known; give it by '--answer'", "--text", "anne", "--forced")]
    [InlineData("--answer: 'men' is not in the vocabulary 'kind'; did you mean 'man'?", "--text", "anne", "--answer", "a men")]
    [InlineData("--answer: '<end>' has a meaning of its own; leave it out", "--text", "anne", "--answer", "a <end>")]
    [InlineData("--row: there is no row 64; the longest map has rows 0 to 2", "--text", "anne", "--answer", "a man", "--row", "64")]
    [InlineData("--column: there is no column 5; the longest map has columns 0 to 4", "--text", "anne", "--column", "5")]
    [InlineData("--out: 'seen.csv' is where the numbers of the picture go; name the picture, such as 'seen.svg'", "--out", "seen.csv")]
    [InlineData("error: cannot write 'nowhere/seen.svg': there is no such folder", "--out", "nowhere/seen.svg")]
    public void What_does_not_go_together_is_refused(string message, params string[] options) => Assert.Contains(
        message, InProcess.Run(["inspect", _runs.Translator, .. options]).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public void A_machine_over_slots_is_looked_into_too_and_one_without_weights_says_so()
    {
        string copier = _runs.Copier("{ kind: ntm, memory: { slots: 8, width: 4 } }");
        JsonElement json = InProcess.Run("inspect", copier, "--set", "length=3", "--json").Expect(ExitCodes.Done).Json;
        JsonElement[] steps = [.. json.GetProperty("steps").EnumerateArray()];
        Assert.Equal(7, steps.Length);
        Assert.Equal(3, steps.Count(step => step.GetProperty("said").ValueKind != JsonValueKind.Null));
        Assert.Equal("training_step,section,panel,step,row,row_name,value", File.ReadLines(Path.Combine(copier, "inspect.csv")).First());
        InProcess.Run("inspect", copier, "--set", "length=3", "--view", "maps").Expect(ExitCodes.Done);
        // An answer among steps that have none stands with its step.
        string[] rows =
            [.. File.ReadAllLines(Path.Combine(copier, "inspect.csv")).Skip(1).Select(line => line.Split(',')[3]).Distinct()];
        Assert.Equal(["0", "1", "2", "3"], rows[..4]);
        Assert.Equal(
            Enumerable.Range(4, 3).Select(step => $"{step} \u2192 {steps[step].GetProperty("said").GetString()}"), rows[4..]);
        Assert.Equal(
            ["read head", "write head"], steps[0].GetProperty("looked_at").EnumerateObject().Select(head => head.Name).Order());
        string run = _runs.Copier("{ kind: lstm, units: 5 }");
        Assert.Contains("the machine has no weights to draw", InProcess.Run("inspect", run, "--view", "maps").Expect(ExitCodes.Done).Out,
            StringComparison.Ordinal);
        Assert.Contains($"picture: {Path.Combine(run, "inspect.svg")}", InProcess.Run("inspect", run).Expect(ExitCodes.Done).Out,
            StringComparison.Ordinal);
        Assert.Contains("--text: the task 'copy' has no corpus", InProcess.Run("inspect", run, "--text", "a").Expect(ExitCodes.Usage).Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ kind: transformer, width: 8, heads: 2, hidden: 8, layers: 3 }", 2,
        "decoder, layer 1", "decoder, layer 2", "decoder, layer 3")]
    [InlineData("{ kind: transformer, layout: encoder, width: 9, heads: 3, hidden: 8, layers: 1, positions: learned }", 3,
        "encoder, layer 1")]
    [InlineData("{ kind: transformer, layout: encoder-decoder, width: 8, heads: 2, hidden: 8, layers: 2 }", 2,
        "decoder, layer 1, to the source", "decoder, layer 2, to the source", "decoder, layer 1, to itself", "decoder, layer 2, to itself",
        "encoder, layer 1", "encoder, layer 2")]
    [InlineData("{ kind: hopfield, width: 8, heads: 2, hidden: 8, layers: 2, updates: 2 }", 2,
        "layer 1, update 1", "layer 1, update 2", "layer 2, update 1", "layer 2, update 2")]
    [InlineData("{ kind: memory-network, width: 8, layers: 3 }", 1, "hop 1", "hop 2", "hop 3")]
    [InlineData("{ kind: perceiver, latents: 5, width: 8, heads: 2, layers: 2, hidden: 8, bands: 2 }", 2,
        "answers to the latents", "latents that look at each step", "layer 1, latents that look at one another",
        "layer 2, latents that look at one another")]
    [InlineData("{ kind: perceiver, latents: 5, width: 8, heads: 1, layers: 1, looks: 2, hidden: 8, bands: 2, answer: mean }", 1,
        "look 1, latents that look at each step", "look 1, layer 1, latents that look at one another",
        "look 2, latents that look at each step", "look 2, layer 1, latents that look at one another")]
    public void Every_head_of_every_layer_has_a_map(string machine, int heads, params string[] groups)
    {
        string picture = _runs.Folder["layers.svg"];
        InProcess.Run("inspect", _runs.Copier(machine), "--set", "length=3", "--out", picture).Expect(ExitCodes.Done);
        Cell[][] maps = [.. Cells(picture).GroupBy(cell => (cell.Group, cell.Head)).Select(map => map.ToArray())];
        Assert.Equal(
            groups.SelectMany(group => Enumerable.Range(1, heads).Select(head => (group, heads == 1 ? "" : $"head {head}"))),
            maps.Select(map => (map[0].Group, map[0].Head)));
        XDocument svg = XDocument.Parse(File.ReadAllText(picture));
        foreach (string group in groups)
            Assert.Single(svg.Descendants(), text => text.Value == group);
        foreach (Cell[] map in maps)
        {
            bool isOfLatents = map[0].Group.EndsWith("one another", StringComparison.Ordinal);
            int rows = map.Select(cell => cell.Row).Distinct().Count(), columns = map.Select(cell => cell.Column).Distinct().Count();
            bool areLatents = map[0].Group.Contains("latents", StringComparison.Ordinal);
            Assert.Equal((isOfLatents ? 5 : 7, areLatents ? 5 : 7), (rows, columns));
            // What looks spreads a weight of one: a row, and where latents look at steps, a column.
            bool isTurned = map[0].Group.EndsWith("at each step", StringComparison.Ordinal);
            foreach (IGrouping<int, Cell> looked in map.GroupBy(cell => isTurned ? cell.Column : cell.Row))
                Assert.Equal(1, looked.Sum(cell => cell.Weight), 1e-4);
            string[] latents = ["latent 1", "latent 2", "latent 3", "latent 4", "latent 5"];
            if (isOfLatents)
                Assert.Equal(latents, map.Select(cell => cell.RowName).Distinct());
            if (areLatents)
                Assert.Equal(latents, map.Select(cell => cell.ColumnName).Distinct());
        }
    }

    [Fact]
    public void An_episode_is_drawn_over_time_with_every_head_and_titled_by_config_and_machine()
    {
        string run = _runs.Copier(
            "{ kind: ntm, controller: { units: 6 }, memory: { slots: 8, width: 4 }, heads: { read: 2, write: 1 } }");
        string picture = _runs.Folder["episode.svg"];
        InProcess.Run("inspect", run, "--set", "length=3", "--slots", "9", "--episode", "2", "--out", picture).Expect(ExitCodes.Done);
        string[] texts =
            [.. XDocument.Parse(File.ReadAllText(picture)).Descendants().Where(each => !each.HasElements).Select(each => each.Value)];
        Assert.Contains($"{Path.GetFileName(run)}: NTM, LSTM 6, memory 9 × 4, 2 read heads", texts);
        Assert.Contains(texts, text => text.StartsWith(
            "copy, width = 8, length = 3, 7 steps; episode 2; training step 5; ", StringComparison.Ordinal));
        Assert.Equal(["write head", "read head 1", "read head 2"], texts.Where(text => text.EndsWith("head", StringComparison.Ordinal)
            || text.StartsWith("read head", StringComparison.Ordinal)));
        Assert.Equal(3, texts.Count(text => text == "weighting"));
        string[][] lines = [.. File.ReadAllLines(_runs.Folder["episode.csv"]).Skip(1).Select(line => line.Split(','))];
        foreach (IGrouping<string, string[]> step in lines
            .Where(line => line[1] == "read head 2" && line[2] == "weighting").GroupBy(line => line[3]))
            Assert.Equal(1, step.Sum(line => double.Parse(line[6], CultureInfo.InvariantCulture)), 1e-4);
    }

    [Fact]
    public void Machines_of_attention_can_be_drawn_over_time_too_and_a_part_of_it()
    {
        string run = _runs.Copier("{ kind: hopfield, width: 8, heads: 2, hidden: 8, layers: 1, updates: 1 }");
        string picture = _runs.Folder["part.svg"];
        InProcess.Run("inspect", run, "--set", "length=5", "--view", "episode", "--first", "6", "--steps", "4", "--out", picture)
            .Expect(ExitCodes.Done);
        string svg = File.ReadAllText(picture);
        Assert.Contains("11 steps, steps 6 to 9 of them; episode 0", svg, StringComparison.Ordinal);
        Assert.Contains(">head 2</text>", svg, StringComparison.Ordinal);
        Assert.Equal(
            ["6", "7", "8", "9"], File.ReadAllLines(_runs.Folder["part.csv"]).Skip(1).Select(line => line.Split(',')[3]).Distinct());
        Assert.Contains("there is no step 11; the episode has steps 0 to 10",
            InProcess.Run("inspect", run, "--set", "length=5", "--view", "episode", "--first", "11").Expect(ExitCodes.Usage).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoints_stand_beside_one_another()
    {
        string run = _runs.Copier("{ kind: ntm, controller: { units: 6 }, memory: { slots: 8, width: 4 } }", checkpoint: 1);
        string picture = _runs.Folder["compared.svg"];
        InProcess.Run("inspect", run, "--compare", "4,3,5", "--out", picture).Expect(ExitCodes.Done);
        string svg = File.ReadAllText(picture);
        Assert.Contains("training steps 3, 4, 5</text>", svg, StringComparison.Ordinal);
        Assert.Equal(
            ["3", "4", "5"], File.ReadAllLines(_runs.Folder["compared.csv"]).Skip(1).Select(line => line.Split(',')[0]).Distinct());
        Assert.Contains("there is no checkpoint", InProcess.Run("inspect", run, "--compare", "77").Expect(ExitCodes.Usage).Error,
            StringComparison.Ordinal);
        Assert.Contains("--compare: expected steps of checkpoints, such as 1000,5000; found 'last'",
            InProcess.Run("inspect", run, "--compare", "last").Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
        Assert.Contains("--compare: at most 5 checkpoints stand beside one another",
            InProcess.Run("inspect", run, "--compare", "1,2,3,4,5").Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--row: it is a place of a map", "--view", "episode", "--row", "3")]
    [InlineData("--compare: maps are drawn; '--view episode' draws the episode over time", "--compare", "3")]
    [InlineData("--view: a text is drawn as maps", "--text", "anne", "--view", "episode")]
    [InlineData("--out: pictures are written as SVG, and 'a.png' promises PNG; name it 'a.svg', and make the other of it: "
        + "rsvg-convert -o a.png a.svg", "--out", "a.png")]
    public void What_is_of_another_view_is_refused(string message, params string[] options) => Assert.Contains(
        message, InProcess.Run(["inspect", _runs.Translator, .. options]).Expect(ExitCodes.Usage).Error.Replace("\n", " "),
        StringComparison.Ordinal);

    [Fact]
    public void What_latents_see_of_one_another_is_no_step_s()
    {
        // As many latents as steps.
        string run = _runs.Copier("{ kind: perceiver, latents: 7, width: 8, heads: 1, layers: 1, hidden: 8, bands: 2 }");
        JsonElement json = InProcess.Run("inspect", run, "--set", "length=3", "--json").Expect(ExitCodes.Done).Json;
        Assert.All(json.GetProperty("steps").EnumerateArray(), step => Assert.Equal(
            ["answers to the latents", "latents that look at each step"],
            step.GetProperty("looked_at").EnumerateObject().Select(map => map.Name)));
        // What looks at a step is more sharply seen here, but is not where the step looked.
        Assert.Contains("where it looked: answers to the latents\n",
            InProcess.Run("inspect", run, "--set", "length=3").Expect(ExitCodes.Done).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_long_sequence_a_part_is_drawn_which_can_be_chosen_and_all_of_its_numbers_are_kept()
    {
        string run = _runs.Copier("{ kind: transformer, width: 8, heads: 2, hidden: 8, layers: 1 }");
        string picture = _runs.Folder["long.svg"];
        // 50 vectors, a delimiter, and 50 answers.
        string[] inspect = ["inspect", run, "--set", "length=50", "--out", picture];
        InProcess.Run(inspect).Expect(ExitCodes.Done);
        Assert.Contains(">decoder, layer 1 (rows 37 to 100 of 101, columns ", File.ReadAllText(picture), StringComparison.Ordinal);
        Assert.Equal(2 * 101 * 101, Cells(picture).Length);
        InProcess.Run([.. inspect, "--row", "20", "--column", "3"]).Expect(ExitCodes.Done);
        Assert.Contains(
            ">decoder, layer 1 (rows 20 to 83 of 101, columns 3 to 66 of 101)</text>", File.ReadAllText(picture), StringComparison.Ordinal);
        Assert.Equal(2 * 101 * 101, Cells(picture).Length);
        InProcess.Run([.. inspect, "--row", "100", "--column", "0"]).Expect(ExitCodes.Done);
        Assert.Contains(
            ">decoder, layer 1 (rows 37 to 100 of 101, columns 0 to 63 of 101)</text>", File.ReadAllText(picture),
            StringComparison.Ordinal);
        Assert.Contains("--row: there is no row 101; the longest map has rows 0 to 100",
            InProcess.Run([.. inspect, "--row", "101"]).Expect(ExitCodes.Usage).Error, StringComparison.Ordinal);
    }

    /// <summary>The numbers beside a picture of steps that have no names with commas.</summary>
    private static Cell[] Cells(string picture) =>
    [
        .. File.ReadAllLines(Path.ChangeExtension(picture, ".csv")).Skip(1).Select(line =>
        {
            // A group may be quoted, as it may have commas.
            int end = line[0] == '"' ? line.IndexOf('"', 1) + 1 : line.IndexOf(',', StringComparison.Ordinal);
            string[] cells = line[(end + 1)..].Split(',');
            return new Cell(
                line[..end].Trim('"'), cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2],
                int.Parse(cells[3], CultureInfo.InvariantCulture), cells[4], double.Parse(cells[5], CultureInfo.InvariantCulture));
        }),
    ];

    private sealed record Cell(string Group, string Head, int Row, string RowName, int Column, string ColumnName, double Weight);

    private static IEnumerable<string?> Texts(JsonElement words) => words.EnumerateArray().Select(word => word.GetString());

    /// <summary>Small machines, a few steps old.</summary>
    public sealed class TrainedRuns : IDisposable
    {
        private int _count;

        public TrainedRuns()
        {
            NamesTask.Write(Folder, "concat(text(name, line), literal(end(name)))");
            Translator = Train("./names.yaml", "{ kind: seq2seq, units: 8 }");
        }

        internal TemporaryFolder Folder { get; } = new();

        /// <summary>The run of a machine that translates.</summary>
        public string Translator { get; }

        /// <summary>The run of a machine that copies.</summary>
        public string Copier(string machine, int checkpoint = 5) => Train("copy", machine, checkpoint);

        public void Dispose() => Folder.Dispose();

        private string Train(string task, string machine, int checkpoint = 5)
        {
            string name = $"run{_count++}";
            File.WriteAllText(Folder[$"{name}.yaml"], $$"""
                name: {{name}}
                task: {{task}}
                machine: {{machine}}
                training:
                  { steps: 5, batch: 4, threads: 1, optimizer: { kind: adam, rate: 1e-2 }, checkpoint: { every: {{checkpoint}}, keep: 9 } }
                """);
            string run = Folder[name];
            InProcess.Run("train", Folder[$"{name}.yaml"], "--out", run).Expect(ExitCodes.Done);
            return run;
        }
    }
}
