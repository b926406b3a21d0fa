using NeuralMemory.Numerics;
using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

public sealed class GraphFunctionTests
{
    // Two ways from 1 to 4 of two edges each, one of three, and a node 9 that nothing leaves.
    private const string Diamond =
        "concat(literal(1, 0, 3), literal(1, 7, 2), literal(2, 0, 4), literal(3, 5, 4), literal(2, 1, 3), literal(4, 2, 9))";

    [Fact]
    public void A_nearest_neighbour_graph_has_unique_labels_and_degrees_within_its_bounds()
    {
        int[] degrees = new int[5];
        var sizes = new HashSet<int>();
        foreach ((int[][] graph, _) in Draw(300, "knn_graph(nodes, 2, 4, 20)", "literal(0)", 1))
        {
            var sources = graph.GroupBy(edge => edge[0]).ToArray();
            sizes.Add(sources.Length);
            Assert.InRange(sources.Length, 3, 12);
            Assert.All(graph, edge => Assert.True(edge[0] is >= 0 and < 1000 && edge[1] is >= 0 and < 20 && edge[0] != edge[2]));
            // Every node has edges, so every destination is a source too.
            Assert.Empty(graph.Select(edge => edge[2]).Except(sources.Select(edges => edges.Key)));
            foreach (IGrouping<int, int[]> edges in sources)
            {
                Assert.InRange(edges.Count(), Math.Min(2, sources.Length - 1), Math.Min(4, sources.Length - 1));
                Assert.Equal(edges.Count(), edges.Select(edge => edge[1]).Distinct().Count());
                Assert.Equal(edges.Count(), edges.Select(edge => edge[2]).Distinct().Count());
                if (sources.Length > 4)
                    degrees[edges.Count()]++;
            }

            Assert.Equal(sources.Select(edges => edges.Key), Compress(graph.Select(edge => edge[0])));
        }

        Assert.Equal(10, sizes.Count);
        // Two to four, each equally likely: within 5 standard deviations of about 650.
        Assert.All(degrees[2..], count => Assert.InRange(count, degrees.Sum() / 3.0 - 120, degrees.Sum() / 3.0 + 120));
    }

    [Fact]
    public void Nearest_neighbours_are_mutual_as_often_as_in_the_plane()
    {
        int mutual = 0, all = 0;
        foreach ((int[][] graph, _) in Draw(100, "knn_graph(100, 1, 1, 1000)", "literal(0)", 1))
        {
            var edges = graph.Select(edge => (edge[0], edge[2])).ToHashSet();
            Assert.Equal(100, edges.Count);
            mutual += edges.Count(edge => edges.Contains((edge.Item2, edge.Item1)));
            all += edges.Count;
        }

        // 6 pi / (8 pi + 3 sqrt 3) = 0.6215 for points without a border (Clark and Evans 1955), a little more with one.
        Assert.InRange((double)mutual / all, 0.60, 0.66);
    }

    [Fact]
    public void Labels_are_drawn_from_all_there_are()
    {
        int[] nodes = new int[1000], edges = new int[10];
        foreach ((int[][] graph, _) in Draw(300, "knn_graph(40, 2, 6, 10)", "literal(0)", 1))
        {
            foreach (int label in graph.Select(edge => edge[0]).Distinct())
                nodes[label]++;
            foreach (int[] edge in graph)
                edges[edge[1]]++;
        }

        // 12 expected for each node label, and a tenth of some 48 000 for each edge label.
        Assert.All(nodes, count => Assert.InRange(count, 1, 40));
        Assert.All(edges, count => Assert.InRange(count, 0.095 * edges.Sum(), 0.105 * edges.Sum()));
    }

    [Fact]
    public void A_walk_follows_edges_of_the_graph()
    {
        var starts = new HashSet<int>();
        foreach ((int[][] graph, int[][] walk) in Draw(300, "knn_graph(nodes, 2, 4, 1000)", "random_walk(graph, 7)", 3))
        {
            Assert.Equal(7, walk.Length);
            for (int i = 0; i < walk.Length; i++)
            {
                Assert.Contains(graph, edge => edge.SequenceEqual(walk[i]));
                Assert.True(i == 0 || walk[i][0] == walk[i - 1][2]);
            }

            starts.Add(Array.FindIndex(Compress(graph.Select(edge => edge[0])), label => label == walk[0][0]));
        }

        Assert.Equal(12, starts.Count);
    }

    [Fact]
    public void A_walk_takes_every_start_and_every_edge_equally_often()
    {
        // From 1 two edges leave, from 2 and 3 one each: starts 1/3 each, then 1/2 and 1/2.
        const string Graph = "concat(literal(1, 0, 2), literal(1, 1, 3), literal(2, 0, 1), literal(3, 0, 1))";
        var counts = Draw(3000, Graph, "random_walk(graph, 1)", 3)
            .CountBy(drawn => string.Join(' ', drawn.Drawn[0])).ToDictionary();
        Assert.InRange(counts["1 0 2"], 400, 600);
        Assert.InRange(counts["1 1 3"], 400, 600);
        Assert.InRange(counts["2 0 1"], 870, 1130);
        Assert.InRange(counts["3 0 1"], 870, 1130);
    }

    [Fact]
    public void A_shortest_path_has_the_length_that_Floyd_and_Warshall_find_and_takes_the_first_edges()
    {
        int longest = 0;
        foreach ((int[][] graph, int[][] path) in Draw(
            300, "knn_graph(nodes, 2, 4, 1000)", "shortest_path(graph, at(pair, 0, 0), at(pair, 0, 1))", 3, "pair_at_distance(graph, 5)"))
        {
            var distances = Distances(graph);
            int destination = path[^1][2], node = path[0][0];
            Assert.Equal(distances[(node, destination)], path.Length);
            // Asked for a distance of 5, or the largest below.
            int most = distances.Values.Where(distance => distance < Far).Max();
            Assert.Equal(Math.Min(5, most), path.Length);
            longest = Math.Max(longest, path.Length);
            for (int i = 0; i < path.Length; i++)
            {
                int[] first = graph.First(edge => edge[0] == node && distances[(edge[2], destination)] == path.Length - 1 - i);
                Assert.Equal(first, path[i]);
                node = first[2];
            }
        }

        Assert.Equal(5, longest);
    }

    [Theory]
    [InlineData("shortest_path(graph, 1, 4)", "1 0 3, 3 5 4")]
    [InlineData("shortest_path(graph, 1, 9)", "1 0 3, 3 5 4, 4 2 9")]
    [InlineData("shortest_path(graph, 2, 3)", "2 1 3")]
    [InlineData("shortest_path(graph, 2, 2)", "")]
    public void Shortest_paths_of_a_small_graph_are_those_found_by_hand(string path, string expected) =>
        Assert.Equal(expected, string.Join(", ", Draw(1, Diamond, path, 3)[0].Drawn.Select(edge => string.Join(' ', edge))));

    [Fact]
    public void Pairs_at_a_distance_are_equally_likely()
    {
        // In the diamond exactly these are two edges apart; nothing is more than three.
        string[] pairs = ["1 4", "2 9", "3 9"];
        var two = Draw(3000, Diamond, "pair_at_distance(graph, 2)", 2).CountBy(drawn => string.Join(' ', drawn.Drawn[0])).ToDictionary();
        Assert.Equal(pairs, two.Keys.Order());
        Assert.All(two.Values, count => Assert.InRange(count, 870, 1130));
        Assert.All(Draw(20, Diamond, "pair_at_distance(graph, 50)", 2), drawn => Assert.Equal([1, 9], drawn.Drawn[0]));
    }

    [Fact]
    public void Relations_are_different_sequences_of_every_length()
    {
        var tables = new HashSet<string>();
        foreach ((_, int[][] table) in Draw(5, Diamond, "relation_table(100, 2, 5, 10)", 6))
        {
            Assert.Equal(Enumerable.Range(10, 400), table.Select(row => row[0]));
            for (int i = 0; i < 400; i++)
            {
                int length = 2 + i / 100;
                Assert.All(table[i][1..(1 + length)], edge => Assert.InRange(edge, 0, 9));
                Assert.All(table[i][(1 + length)..], edge => Assert.Equal(-1, edge));
            }

            Assert.Equal(400, table.Select(row => string.Join(' ', row[1..])).Distinct().Count());
            tables.Add(string.Join(' ', table.SelectMany(row => row)));
        }

        Assert.Equal(5, tables.Count);
    }

    [Fact]
    public void A_query_is_answered_by_the_edges_of_its_relation()
    {
        var asked = new HashSet<int>();
        foreach ((int[][] graph, int[][] rest) in Draw(
            300, "knn_graph(nodes, 2, 4, 10)", "concat(relations, concat(query, zeros(0, 3)))", 3,
            relations: "relation_table(10, 1, 2, 10)", query: "relation_query(graph, relations, 2)"))
        {
            (int[][] relations, int[] query) = (rest[..^1], rest[^1]);
            int node = query[0];
            int[] relation = relations.Single(row => row[0] == query[1]);
            Assert.NotEqual(-1, relation[1]);
            foreach (int label in relation[1..].Where(label => label >= 0))
                node = graph.Single(edge => edge[0] == node && edge[1] == label)[2];
            Assert.Equal(query[2], node);
            // Of length 2 wherever some relation of length 2 can be followed.
            bool possible = relations.Any(row => row[2] >= 0 && graph.Any(first =>
                first[1] == row[1] && graph.Any(second => second[0] == first[2] && second[1] == row[2])));
            Assert.Equal(possible, relation[2] >= 0);
            asked.Add(query[1]);
        }

        Assert.Empty(Enumerable.Range(20, 10).Except(asked));
        Assert.Contains(asked, relation => relation < 20);
    }

    [Theory]
    [InlineData("random_walk(literal(1, 2), 3)", "a graph is rows of three labels (source, edge, destination)")]
    [InlineData("random_walk(reals(2, 3, 0, 1), 3)", "integers from 0 on, found a sequence of width 3 in [0, 1]")]
    [InlineData("shortest_path(literal(1, 2, -3), 1, 1)", "integers from 0 on, found a sequence of width 3 in [-3, 2]")]
    [InlineData("knn_graph(3, 4, 2, 10)", "'high' of knn_graph is 2 and 'low' is 4: there is nothing to draw from")]
    [InlineData("knn_graph(1001, 2, 4, 10)", "'nodes' of knn_graph is 1001, and there are labels for 1000")]
    [InlineData("relation_table(101, 2, 5, 10)", "10 labels have only 100 sequences of length 2")]
    [InlineData("relation_table(1, 3, 2, 10)", "'longest' of relation_table is 2 and 'shortest' is 3")]
    [InlineData("relation_table(1, 2, 9, 10)", "at most 1048576 sequences of one length")]
    [InlineData("relation_query(literal(1, 2, 3), reals(1, 3, 0, 1), 2)", "rows of width 3 that can hold fractions")]
    [InlineData("stack_machine(literal(2), literal(3))", "'stack' of stack_machine must be bits")]
    [InlineData("stack_machine(literal(1), literal(1))", "'actions' of stack_machine must be integers from 2 to 4")]
    [InlineData("multiply_binary(bits(3, 1), literal(2))", "'second' of multiply_binary must be bits, and this is in 2")]
    [InlineData("divide_binary(literal(2), bits(3, 1))", "'first' of divide_binary must be bits, and this is in 2")]
    [InlineData("binary_up_to(literal(2), 3)", "'limit' of binary_up_to must be bits, and this is in 2")]
    [InlineData("root_binary(literal(2))", "'number' of root_binary must be bits, and this is in 2")]
    [InlineData("arithmetic(5, 1, 2)", "'modulus' of arithmetic must be at least 2, and this is 1")]
    [InlineData("arithmetic(5, 5, 4)", "'operators' of arithmetic counts those of + - * that occur, from 1 to 3, and this is 4")]
    [InlineData("literal(evaluate(literal(1), 1))", "'modulus' of evaluate must be at least 2, and this is 1")]
    [InlineData("literal(evaluate(literal(10), 5))",
        "'expression' of evaluate must hold integers from 0 to 9 (digits, then + - * and brackets), and this is in 10")]
    [InlineData("literal(geometric(0))", "'probability' of geometric must be at least 0.001, or tries may never end, and this is 0")]
    [InlineData("edits(literal(2), 1, 2, 0, 4)", "'sequence' of edits must hold symbols from 0 to 1, and this is in 2")]
    [InlineData("add_binary(bits(3, 1), bits(3, 2))", "'second' of add_binary must be rows of width 1, found a sequence of width 2")]
    public void Wrong_arguments_are_told_when_the_task_is_read(string expression, string problem)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition.Read("t.yaml", TaskOf("literal(1, 2, 3)", expression, 3, null, null, null), diagnostics);
        Assert.Contains(problem.Replace("rows of width 3 that", "a sequence of width 3 that", StringComparison.Ordinal),
            diagnostics.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("random_walk(graph, 9)", 3, "random_walk comes to node 9, which no edge leaves")]
    [InlineData("random_walk(slice(graph, 0, 0), 1)", 3, "the graph of random_walk has no edges")]
    [InlineData("pair_at_distance(slice(graph, 0, 0), 1)", 2, "the graph of pair_at_distance has no nodes")]
    [InlineData("pair_at_distance(integers(5000, 3, 0, 10000), 1)", 2, "nodes; at most 4096 are possible")]
    [InlineData("shortest_path(graph, 9, 1)", 3, "no path of the graph leads from 9 to 1")]
    [InlineData("shortest_path(graph, 1, 8)", 3, "the graph of shortest_path has no node 8")]
    [InlineData("knn_graph(nodes + 5, 2, 4, 1)", 3, "'edge_labels' of knn_graph is 1, and a node has")]
    [InlineData("knn_graph(1000 + nodes - 3, 1, 1, 1)", 3, "'nodes' of knn_graph is 10")]
    [InlineData("relation_table(90 + nodes, 2, 2, 10)", 3, "10 labels have only 100 sequences of length 2")]
    [InlineData("edits(literal(0), nodes, 1, 1, 1)", 1, "edits can do nothing to a sequence of 1 rows, of 1 to 1, with 1 symbol")]
    [InlineData("relation_query(graph, literal(10, 8), 1)", 3, "no relation of relation_query can be followed from any node of the graph")]
    public void What_cannot_be_drawn_stops_with_its_place(string expression, int width, string problem)
    {
        var error = Assert.Throws<InvalidInputException>(() => Draw(50, Diamond, expression, width));
        Assert.StartsWith("t.yaml:", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private const int Far = 1 << 20;

    private static Dictionary<(int From, int To), int> Distances(int[][] graph)
    {
        int[] nodes = [.. graph.SelectMany(edge => new[] { edge[0], edge[2] }).Distinct()];
        var distances = nodes.SelectMany(_ => nodes, (a, b) => (a, b)).ToDictionary(pair => pair, pair => pair.a == pair.b ? 0 : Far);
        foreach (int[] edge in graph)
            distances[(edge[0], edge[2])] = 1;
        foreach (int via in nodes)
            foreach ((int a, int b) in distances.Keys)
                distances[(a, b)] = Math.Min(distances[(a, b)], distances[(a, via)] + distances[(via, b)]);
        return distances;
    }

    private static int[] Compress(IEnumerable<int> labels)
    {
        var kept = new List<int>();
        foreach (int label in labels)
            if (kept.Count == 0 || kept[^1] != label)
                kept.Add(label);
        return [.. kept];
    }

    private static (int[][] Graph, int[][] Drawn)[] Draw(
        int episodes, string graph, string rest, int width, string? pair = null, string? relations = null, string? query = null)
    {
        var sampler = new EpisodeSampler(Repository.Define(TaskOf(graph, rest, width, pair, relations, query)));
        return [.. Enumerable.Range(0, episodes).Select(i =>
        {
            Episode episode = sampler.Draw(StreamKey.FromSeed(4), i);
            int[][] rows =
                [.. Enumerable.Range(0, episode.Length - 1).Select(t => Array.ConvertAll(episode.InputRow(t).ToArray(), x => (int)x))];
            int edges = Enumerable.Range(0, episode.Length).Count(t => episode.PhaseOf(t) == 0);
            return (rows[..edges].Select(row => row[..3]).ToArray(), rows[edges..].Select(row => row[3..]).ToArray());
        })];
    }

    private static string TaskOf(string graph, string rest, int width, string? pair, string? relations, string? query) => $$"""
        task: t
        version: 1
        parameters: { nodes: [3, 12] }
        inputs: { graph: 3, rest: {{width}} }
        targets: { y: 1 }
        draw:
          graph: {{graph}}
          pair: {{pair ?? "literal(0)"}}
          relations: {{relations ?? "literal(0)"}}
          query: {{query ?? "literal(0)"}}
          rest: {{rest}}
        episode:
          - show: { graph: graph }
          - show: { rest: rest }
          - recall: { y: 1 }
        loss: bits
        """;
}
