using NeuralMemory.Yaml;

namespace NeuralMemory.Tasks.Tests;

/// <summary>
/// What a user reads who asks operators and functions for what they cannot do. The columns count from the beginning of the expression.
/// </summary>
public sealed class MalformedExpressionTests
{
    [Theory]
    [InlineData("items + ones(length, 4)", "7: '+' works row by row: the left has width 2, and the right 4")]
    [InlineData("items > ones(11, 1)", "7: '>' works row by row: the left has [1, 10] rows, and the right 11")]
    [InlineData("items and items and zeros(length, 3)", "17: 'and' works row by row: the left has width 2, and the right 3")]
    [InlineData("items / 0", "7: a division by 0")]
    [InlineData("items % zeros(1, 2)", "7: a division by 0")]
    [InlineData("0 < length < 5", "12: expected 'and': comparisons do not chain, write a < b and b < c, found '<'")]
    [InlineData("length = 5", "8: expected an operator, found '='; to compare, write ==")]
    [InlineData("length ! 5", "8: expected an operator, found '!'")]
    [InlineData("length and", "11: expected a number, a name or a function, found the end of the expression")]
    [InlineData("2 * not length", "5: expected a number, a name or a function, found 'not'")]
    [InlineData("or", "1: expected a number, a name or a function, found 'or'")]
    [InlineData("min(items, ones(11, 2))", "1: 'min' works row by row: the left has [1, 10] rows, and the right 11")]
    [InlineData("if(items, ones(11, 2), 0)", "11: 'if' works row by row: the condition has [1, 10] rows, and the first value 11")]
    [InlineData("if(items, 1, ones(1, 3))", "14: 'if' works row by row: the condition has width 2, and the second value 3")]
    [InlineData("cumsum(items)", "1: unknown function 'cumsum'; write running_sum(x) (tasks/README.md lists the functions)")]
    [InlineData("argmax(items)", "1: unknown function 'argmax'; write at(sort_by(range(rows(x)), x), rows(x) - 1, 0) "
        + "(tasks/README.md lists the functions)")]
    [InlineData("shuffle(items)", "1: unknown function 'shuffle'; write gather(x, permutation(rows(x))) "
        + "(tasks/README.md lists the functions)")]
    [InlineData("where(items, 1, 0)", "1: unknown function 'where'; write if(condition, first, second) "
        + "(tasks/README.md lists the functions)")]
    [InlineData("power(items, ones(1, 3))", "1: 'power' works row by row: the left has width 2, and the right 3")]
    public void Operators(string expression, string expected) => Expect(expression, expected);

    [Theory]
    [InlineData("slice(items, 0)", "1: slice(sequence, start, count[, stride]) takes 3 to 4 arguments, found 2")]
    [InlineData("slice(items, 0, 1, 2, 3)", "1: slice(sequence, start, count[, stride]) takes 3 to 4 arguments, found 5")]
    [InlineData("slice(items, 0, 1, 0)", "20: 'stride' of slice must be at least 1, and this is 0")]
    [InlineData("slice(items, 0, 1, 0.5)", "20: 'stride' of slice must be an integer, and this is 0.5")]
    [InlineData("pad(items)", "1: pad(sequence, rows[, value]) takes 2 to 3 arguments, found 1")]
    [InlineData("pad(zeros(5, 1), 4)", "18: 'rows' of pad is 4, and the sequence has 5 already")]
    [InlineData("columns(items, 1, 2)", "19: columns takes 2 from 1 on, and the sequence has width 2, counted from 0")]
    [InlineData("columns(items, 0, length)", "19: 'count' of columns must be the same in every episode, and this varies in [1, 10]")]
    [InlineData("zip(items, ones(11, 1))", "12: zip needs sequences of one length: the first has [1, 10] rows, and this 11")]
    [InlineData("zip(zeros(1, 16000), zeros(1, 385))", "5: zip gives rows 16385 wide; at most 16384 is possible")]
    [InlineData("interleave(items, ones(length, 3))", "19: interleave needs sequences of one width: the first has 2, and this has 3")]
    [InlineData("replace(items, 0, ones(1, 3))", "19: 'rows' of replace must have the width of the sequence, 2, and have width 3")]
    [InlineData("scatter(items, range(1), ones(1, 3))", "26: 'rows' of scatter must have the width of the sequence, 2, and have width 3")]
    [InlineData("scatter(items, items, items)", "16: 'positions' of scatter must be integers in rows of width 1, found a sequence of "
        + "width 2 that can hold fractions")]
    [InlineData("gather(items, range(2) / 2)", "15: 'indices' of gather must be integers in rows of width 1, found a sequence of width 1 "
        + "that can hold fractions")]
    [InlineData("sort(items)", "6: 'sequence' of sort must be rows of width 1, found a sequence of width 2")]
    [InlineData("keep(items, items)", "13: 'flags' of keep must be rows of width 1, found a sequence of width 2")]
    [InlineData("keep(items, range(11))", "13: keep needs sequences of one length: the first has [1, 10] rows, and this 11")]
    [InlineData("filter(items, items)", "1: unknown function 'filter'; write keep(x, flags) (tasks/README.md lists the functions)")]
    [InlineData("sort_by(items, items)", "16: 'keys' of sort_by must be rows of width 1, found a sequence of width 2")]
    [InlineData("find(items, ones(1, 3))", "13: 'row' of find must be one row of width 2, found 1 of width 3")]
    [InlineData("find(items, zeros(0, 2))", "13: 'row' of find must be one row of width 2, found 0 of width 2")]
    [InlineData("if(length, 1, items)", "15: if needs two numbers or two sequences of one width: the first is an integer, and the second "
        + "a sequence of width 2")]
    [InlineData("if(length, zeros(1, 3), items)", "25: if needs two numbers or two sequences of one width: the first is a sequence of "
        + "width 3, and the second a sequence of width 2")]
    [InlineData("floor(1, 2)", "1: floor(value) takes 1 argument, found 2")]
    [InlineData("range(-1)", "7: 'count' of range must not be negative, and this is -1")]
    public void Functions_of_sequences_and_numbers(string expression, string expected) => Expect(expression, expected);

    [Theory]
    [InlineData("one_hot(items, 3)", "9: 'sequence' of one_hot must hold integers, and can hold fractions")]
    [InlineData("one_hot(range(2) + 3, 3)", "9: 'sequence' of one_hot must hold integers from 0 to 2, and holds [3, 4]")]
    [InlineData("one_hot(zeros(1, 6000), 3)", "25: one_hot gives rows 18000 wide; at most 16384 is possible")]
    [InlineData("digits(items, 2, 10)", "8: 'sequence' of digits must hold integers, and can hold fractions")]
    [InlineData("digits(literal(100), 2, 10)", "8: digits writes integers of at least 0 with 2 digits of base 10, and the sequence "
        + "holds 100")]
    [InlineData("digits(literal(-1), 1, 10)", "8: digits writes integers of at least 0 with 1 digit of base 10, and the sequence "
        + "holds -1")]
    [InlineData("digits(literal(1), 2, 1)", "23: 'base' of digits must be at least 2, and this is 1")]
    [InlineData("binary(literal(8), 3)", "8: binary writes integers of at least 0 with 3 digits of base 2, and the sequence holds 8")]
    [InlineData("binary(zeros(1, 4000), 5)", "24: binary gives rows 20000 wide; at most 16384 is possible")]
    public void Encodings(string expression, string expected) => Expect(expression, expected);

    [Theory]
    [InlineData("integers(3, 1, 5, 4)", "19: 'high' of integers is 4 and 'low' is 5: there is nothing to draw from")]
    [InlineData("distinct(4, 1, 3)", "10: distinct draws 4 different integers, and from 1 to 3 there are fewer")]
    [InlineData("distinct_bits(length + 4, 2)", "15: distinct_bits draws [5, 14] different rows, and of width 2 there are 4")]
    [InlineData("pick(3, ones(2, 1))", "6: pick draws 3 different indices, and there are 2 weights")]
    [InlineData("pick(1, -ones(2, 1))", "9: 'weights' of pick must be above 0, and are -1")]
    [InlineData("pick(1, items)", "9: 'weights' of pick must be rows of width 1, found a sequence of width 2")]
    [InlineData("choice(1, items)", "11: choice needs numbers or sequences of one width: the first is an integer, and this a sequence of "
        + "width 2")]
    [InlineData("choice(1)", "1: choice(value, value, ...) takes at least 2 arguments, found 1")]
    [InlineData("bernoulli(length)", "11: 'probability' of bernoulli must be from 0 to 1, and this is [1, 10]")]
    [InlineData("coins(3, 1, 1 / (length - 1))", "13: 'probability' of coins must be from 0 to 1, and this is [-∞, ∞]")]
    [InlineData("normal(0, -1)", "11: 'deviation' of normal must not be negative, and this is -1")]
    [InlineData("normals(2, 1, 0, length - 5)", "18: 'deviation' of normals must not be negative, and this is [-4, 5]")]
    public void Draws(string expression, string expected) => Expect(expression, expected);

    private static void Expect(string expression, string expected)
    {
        var diagnostics = new Diagnostics();
        TaskDefinition? task = TaskDefinition.Read("t.yaml", $$"""
            task: t
            version: 1
            parameters: { length: [1, 10] }
            inputs: { x: 1 }
            targets: { y: 1 }
            draw:
              items: reals(length, 2, 0, 1)
              value:
                {{expression}}
            episode: [{ recall: { y: 1 } }]
            loss: bits
            """, diagnostics);
        Assert.Null(task);
        Diagnostic problem = Assert.Single(diagnostics.Items);
        Assert.Equal((9, expected), (problem.Mark.Line, $"{problem.Mark.Column - 4}: {problem.Message}"));
    }
}
