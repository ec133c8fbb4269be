"use strict";
const pulumi = require("@pulumi/pulumi");

new pulumi.Config().require("cidrBlock");
