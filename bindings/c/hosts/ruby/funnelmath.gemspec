# frozen_string_literal: true

Gem::Specification.new do |spec|
  spec.name = "funnelmath"
  spec.version = "0.1.0"
  spec.summary = "Sales-funnel maths: plans, chances, what is required, what should change"
  spec.authors = ["The funnelmath authors"]
  spec.licenses = ["MIT", "Apache-2.0"]
  spec.files = Dir["lib/**/*.rb", "lib/funnelmath/libfunnelmath.*", "sig/*.rbs", "README.md", "LICENSE-*"]
  # With the C library inside, as gem.sh puts it there, it is a gem of this platform.
  spec.platform = Gem::Platform.local unless Dir["lib/funnelmath/libfunnelmath.*"].empty?
  spec.required_ruby_version = ">= 3.1"
  spec.add_dependency "ffi", "~> 1.15"
end
