using System.Collections.Immutable;

namespace K8tre.Tests.Offline;

/// <summary>Inputs of <see cref="Widget"/>: each of the shapes that generated args have.</summary>
internal sealed class WidgetArgs : ResourceArgs
{
    [Input("labels")]
    private InputMap<string>? _labels;

    [Input("sizes")]
    private InputList<string>? _sizes;

    [Input("title", required: true)]
    public Input<string> Title { get; set; } = "untitled";

    [Input("anything")]
    public Input<object>? Anything { get; set; }

    [Input("port")]
    public InputUnion<string, int>? Port { get; set; }

    [Input("document")]
    public InputJson? Document { get; set; }

    [Input("nested")]
    public Input<WidgetArgs>? Nested { get; set; }

    [Input("color")]
    public Input<Color>? Color { get; set; }

    [Input("level")]
    public Input<Level>? Level { get; set; }

    public InputMap<string> Labels
    {
        get => _labels ??= [];
        set => _labels = value;
    }

    public InputList<string> Sizes
    {
        get => _sizes ??= new();
        set => _sizes = value;
    }
}

/// <summary>A custom resource with outputs of several types.</summary>
internal sealed class Widget : CustomResource
{
    public const string TypeToken = "test:index:Widget";

    public Widget(string name, WidgetArgs? args = null, CustomResourceOptions? options = null)
        : base(TypeToken, name, args, options)
    {
    }

    [Output("title")]
    public Output<string> Title { get; private set; } = null!;

    [Output("sizes")]
    public Output<ImmutableArray<string>> Sizes { get; private set; } = null!;

    [Output("count")]
    public Output<int> Count { get; private set; } = null!;

    [Output("color")]
    public Output<Color?> Color { get; private set; } = null!;

    [Output("level")]
    public Output<Level?> Level { get; private set; } = null!;

    [Output("shape")]
    public Output<Shape?> Shape { get; private set; } = null!;

    [Output("port")]
    public Output<Union<string, int>> Port { get; private set; } = null!;
}

/// <summary>An enumeration of texts, as generated code writes it.</summary>
[EnumType]
internal readonly struct Color : IEquatable<Color>
{
    private readonly string _value;

    private Color(string value)
    {
        _value = value;
    }

    public static Color Red { get; } = new("red");

    public static explicit operator string(Color value) => value._value;

    public bool Equals(Color other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Color other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}

/// <summary>An enumeration of whole numbers.</summary>
internal enum Level
{
    Low = 1,
    High = 2,
}

/// <summary>A nested output type.</summary>
[OutputType]
internal sealed class Shape
{
    public readonly string Name;
    public readonly ImmutableArray<int> Corners;

    [OutputConstructor]
    private Shape(string name, ImmutableArray<int> corners)
    {
        Name = name;
        Corners = corners;
    }
}

/// <summary>A component.</summary>
internal sealed class Panel : ComponentResource
{
    public const string TypeToken = "test:index:Panel";

    public Panel(string name, ComponentResourceOptions? options = null, Output<string>? label = null)
        : base(TypeToken, name, options)
    {
        if (label is null)
            return;
        Label = label;
        RegisterOutputs();
    }

    [Output("label")]
    public Output<string>? Label { get; private set; }
}

/// <summary>The provider of widgets.</summary>
internal sealed class WidgetProvider(string name) : ProviderResource("test", name, ResourceArgs.Empty, options: null);
