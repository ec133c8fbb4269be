using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace K8tre.Tests.Conventions;

/// <summary>Retired words as names of types, members and methods. The spelling check reads prose; both read the same table.</summary>
public sealed partial class VocabularyTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly ILookup<string, string> Retired = File.ReadLines(Path.Combine(Repository.Root, "spelling", "retired.tsv"))
        .Select(row => row.Split('\t'))
        .ToLookup(row => row[1], row => row[0]);

    private static readonly Type[] Types =
        [.. Product.Types.Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.Contains('<'))];

    [Fact]
    public void The_table_has_four_kinds_and_no_word_twice()
    {
        Assert.All(Retired, kind => Assert.Contains(kind.Key, new[] { "word", "code", "type", "member", "method" }));
        Assert.Distinct(Retired.SelectMany(words => words));
    }

    [Fact]
    public void No_type_has_a_retired_name()
    {
        var retired = new[] { "word", "code", "type" }
            .SelectMany(kind => Retired[kind])
            .SelectMany(word => new[] { word, $"{word}Args" })
            .ToHashSet();

        // A word with dots ends the full name: the same word may be right for another vendor.
        Assert.All(Types, type => Assert.DoesNotContain(
            retired, word => $".{type.FullName!.Replace('+', '.').Split('`')[0]}".EndsWith($".{word}", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_member_of_a_component_has_a_retired_name()
    {
        var retired = new[] { "word", "code", "member" }.SelectMany(kind => Retired[kind]).ToHashSet();
        var members = Types
            .Where(type => type.Assembly.GetName().Name == "K8tre.Components")
            .SelectMany(type => type.GetProperties(Declared))
            .Where(member => !IsOverride(member.GetMethod));

        Assert.All(members, member => Assert.False(retired.Contains(member.Name), $"{member.DeclaringType}.{member.Name}"));
    }

    [Fact]
    public void No_method_of_the_program_has_a_retired_name()
    {
        var retired = Retired["method"].ToHashSet();
        var methods = Types
            .Where(type => type.Assembly.GetName().Name is "K8tre.Components" or "K8tre.Stacks" or "K8tre.Infra")
            .SelectMany(type => type.GetMethods(Declared))
            .Where(method => !method.IsSpecialName && !IsOverride(method));

        Assert.All(methods, method => Assert.False(
            retired.Contains(LocalFunction().Replace(method.Name, "$1")), $"{method.DeclaringType}.{method.Name}"));
    }

    [Fact]
    public void No_test_has_a_retired_word_in_its_name()
    {
        var retired = Retired["word"].ToHashSet();
        var methods = typeof(VocabularyTests).Assembly.GetTypes().SelectMany(type => type.GetMethods(Declared));

        Assert.All(methods, method => Assert.DoesNotContain(method.Name.Split('_'), retired.Contains));
    }

    [Fact]
    public void The_glossary_lists_every_retired_word()
    {
        var glossary = File.ReadAllText(Path.Combine(Repository.Root, "docs/reference/glossary.md"));

        Assert.All(
            Retired.SelectMany(words => words).Select(word => word.Split('.')[^1]),
            word => Assert.Matches($@"`[^`]*\b{word}\b[^`]*`", glossary));
    }

    [Fact]
    public void No_resource_name_ends_in_ways()
    {
        var approved = Path.Combine(Repository.Root, "tests", "Approved");
        var plans = Directory.EnumerateFiles(approved, "*.txt", SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(plans);
        Assert.All(plans, plan => Assert.DoesNotMatch(@"-ways\b", File.ReadAllText(plan)));
    }

    private static bool IsOverride(MethodInfo? method) => method is not null && method.GetBaseDefinition() != method;

    [GeneratedRegex(@"^<.*>g__(\w+)\|.*$")]
    private static partial Regex LocalFunction();
}
