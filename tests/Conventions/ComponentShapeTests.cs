using System.Reflection;
using System.Text.RegularExpressions;

namespace K8tre.Tests.Conventions;

/// <summary>The form that every component has.</summary>
public sealed partial class ComponentShapeTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Type[] Components =
        [.. Product.Types.Where(type => type.IsSubclassOf(typeof(ComponentResource)) && !type.IsAbstract)];

    [Fact]
    public void A_component_is_constructed_from_a_name_its_args_and_options()
    {
        Assert.NotEmpty(Components);

        Assert.All(Components, component =>
        {
            var constructors = component.GetConstructors(Declared).Where(constructor => !constructor.IsStatic);
            var parameters = Assert.Single(constructors).GetParameters();
            // Args may be shared by components, and are left out where there is no input.
            Assert.Matches(
                @"^String name, (\w+Args args, )?ComponentResourceOptions options$",
                string.Join(", ", parameters.Select(parameter => $"{parameter.ParameterType.Name} {parameter.Name}")));
            Assert.True(parameters[^1].HasDefaultValue);
        });
    }

    [Fact]
    public void A_component_derives_from_ComponentResource_directly() =>
        Assert.All(Components, component => Assert.Equal(typeof(ComponentResource), component.BaseType));

    [Fact]
    public void Nothing_sets_an_output_after_the_constructor() => Assert.All(
        Components.SelectMany(component => component.GetProperties(Declared)),
        property => Assert.False(property.SetMethod?.IsPublic == true, $"{property.DeclaringType}.{property.Name} has a public setter"));

    [Fact]
    public void A_static_class_creates_no_resources_for_a_parent()
    {
        var methods = Product.Types
            .Where(type => type is { IsAbstract: true, IsSealed: true })
            .SelectMany(type => type.GetMethods(Declared))
            .Where(method => !typeof(ResourceOptions).IsAssignableFrom(method.ReturnType));

        Assert.All(methods, method => Assert.False(
            method.GetParameters().Any(parameter => parameter.Name == "parent" && parameter.ParameterType.IsAssignableTo(typeof(Resource))),
            $"{method.DeclaringType}.{method.Name} takes a parent; write a component"));
    }

    [Fact]
    public void No_output_carries_an_order_alone() =>
        Assert.All(Product.Sources, source => Assert.DoesNotMatch(FirstOfSeveral(), Product.Read(source)));

    // DependsOn says the order.
    [GeneratedRegex(@"\.Apply\(\s*(\w+) => \1\.Item1\s*\)")]
    private static partial Regex FirstOfSeveral();
}
