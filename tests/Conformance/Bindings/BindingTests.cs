namespace K8tre.Tests.Conformance.Bindings;

/// <summary>
/// Every class of the C# bindings against the official types, as the TypeScript compiler resolves them: names, required flags, types
/// and values of enumerations. What the classes send is compared by <see cref="SampleTests"/>.
/// </summary>
[Collection(NodePrograms.Name)]
public sealed class BindingTests
{
    public static TheoryData<string> Packages => [.. BindingAssembly.Packages];

    [OfficialPackagesTheory]
    [MemberData(nameof(Packages))]
    public async Task Classes_have_the_properties_of_the_official_ones(string package)
    {
        var official = await OfficialTypes.ReadOnceAsync();
        var comparison = new BindingComparison(official, new(package));
        var assembly = BindingAssembly.Of(package);

        foreach (var (token, resource) in official.Resources(package))
        {
            var type = assembly.Resource(token);
            var args = BindingAssembly.Args(type);
            comparison.Compare(resource.Inputs, BindingMembers.Inputs(args), args.FullName!);
            comparison.Compare(resource.Outputs, BindingMembers.Outputs(type), type.FullName!);
        }

        foreach (var (token, function) in official.Functions(package))
            Compare(comparison, function, assembly.Function(token));

        Assert.True(comparison.Differences.Count == 0, string.Join('\n', comparison.Differences));
        Assert.NotEmpty(official.Resources(package));
    }

    private static void Compare(BindingComparison comparison, OfficialTypes.Function official, Type function)
    {
        var plain = function.GetMethod("InvokeAsync")!;
        var lifted = function.GetMethods().First(method => method.Name == "Invoke");
        if (official.Args is { } args)
            comparison.Compare(args, BindingMembers.Inputs(plain.GetParameters()[0].ParameterType), function.FullName!);
        if (official.OutputArgs is { } outputArgs)
            comparison.Compare(outputArgs, BindingMembers.Inputs(lifted.GetParameters()[0].ParameterType), $"{function.FullName} (inputs)");
        if (official.Result is { } result)
            comparison.Compare(result, BindingMembers.OfObject(plain.ReturnType.GetGenericArguments()[0]), $"{function.FullName} (result)");
    }
}
